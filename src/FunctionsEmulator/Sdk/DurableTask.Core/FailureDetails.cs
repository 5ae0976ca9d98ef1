namespace DurableTask.Core;

/// <summary>What failed.</summary>
/// <param name="errorType">The exception's type.</param>
/// <param name="errorMessage">Its message.</param>
/// <param name="stackTrace">Its stack trace; null for none.</param>
/// <param name="innerFailure">What caused it; null for nothing.</param>
/// <param name="isNonRetriable">Whether trying again makes no sense.</param>
/// <param name="properties">What else is known of it; null for nothing.</param>
public class FailureDetails(
    string errorType,
    string errorMessage,
    string? stackTrace,
    FailureDetails? innerFailure,
    bool isNonRetriable,
    IDictionary<string, object?>? properties = null)
{
    /// <summary>The exception's type.</summary>
    public string ErrorType { get; } = errorType;

    /// <summary>Its message.</summary>
    public string ErrorMessage { get; } = errorMessage;

    /// <summary>Its stack trace; null for none.</summary>
    public string? StackTrace { get; } = stackTrace;

    /// <summary>What caused it; null for nothing.</summary>
    public FailureDetails? InnerFailure { get; } = innerFailure;

    /// <summary>Whether trying again makes no sense.</summary>
    public bool IsNonRetriable { get; } = isNonRetriable;

    /// <summary>What else is known of it; null for nothing.</summary>
    public IDictionary<string, object?>? Properties { get; } = properties;

    /// <inheritdoc/>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
