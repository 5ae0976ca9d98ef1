namespace FunctionsEmulator.Hosting.Discovery;

/// <summary>Brings what methods return into one shape.</summary>
internal static class Outcomes
{
    public static readonly Task<object?> None = Task.FromResult<object?>(null);

    public static Task<object?> Of(object? value) => Task.FromResult(value);

    public static async Task<object?> OfAsync(Task task)
    {
        await task;
        return null;
    }

    public static async Task<object?> OfAsync(ValueTask task)
    {
        await task;
        return null;
    }

    public static async Task<object?> OfAsync<T>(Task<T> task) => await task;

    public static async Task<object?> OfAsync<T>(ValueTask<T> task) => await task;
}
