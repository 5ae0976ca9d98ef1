namespace Microsoft.Azure.Functions.Worker;

/// <summary>How often the host has tried an invocation.</summary>
public abstract class RetryContext
{
    /// <summary>Tries before this one.</summary>
    public abstract int RetryCount { get; }

    /// <summary>The most tries that the host makes; 0 when it makes none.</summary>
    public abstract int MaxRetryCount { get; }
}
