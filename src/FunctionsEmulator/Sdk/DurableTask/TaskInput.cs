namespace Microsoft.DurableTask;

internal static class TaskInput
{
    /// <summary>Null passes for every type that has it; whether code wants it cannot be known at run time.</summary>
    public static T As<T>(object? input) => input switch
    {
        T typed => typed,
        null when default(T) is null => default!,
        _ => throw new ArgumentException($"The input is {input?.GetType().ToString() ?? "null"}, not {typeof(T)}.", nameof(input)),
    };
}
