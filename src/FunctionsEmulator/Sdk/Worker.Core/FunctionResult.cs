namespace Microsoft.Azure.Functions.Worker;

/// <summary>Holds what a function returned, for the middleware around it.</summary>
internal sealed class FunctionResult
{
    public object? Value { get; set; }
}
