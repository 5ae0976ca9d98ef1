namespace Microsoft.Azure.Functions.Worker;

/// <summary>Holds what a function returned, for the middleware around it.</summary>
internal sealed class FunctionResult
{
    public object? Value { get; set; }

    /// <summary>The outputs by name, of a function that returns several in one object.</summary>
    public Dictionary<string, object?> Outputs => field ??= new(StringComparer.Ordinal);
}
