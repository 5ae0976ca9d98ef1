namespace Microsoft.Azure.Functions.Worker;

/// <summary>Parameters of a function could not be given a value.</summary>
public class FunctionInputConverterException : FunctionWorkerException
{
    /// <summary>With the parameters.</summary>
    public FunctionInputConverterException(string? message)
        : base(message)
    {
    }

    /// <summary>With the parameters, and why.</summary>
    public FunctionInputConverterException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
