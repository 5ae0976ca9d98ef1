namespace Microsoft.Azure.Functions.Worker;

/// <summary>The result of an invocation.</summary>
public abstract class InvocationResult<T>
{
    /// <summary>The result; null for none.</summary>
    public abstract T? Value { get; set; }
}
