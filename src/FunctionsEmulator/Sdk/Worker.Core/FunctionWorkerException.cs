namespace Microsoft.Azure.Functions.Worker;

/// <summary>An invocation failed outside of the function's own code.</summary>
public class FunctionWorkerException : Exception
{
    /// <summary>With what went wrong.</summary>
    public FunctionWorkerException(string? message)
        : base(message)
    {
    }

    /// <summary>With what went wrong, and why.</summary>
    public FunctionWorkerException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
