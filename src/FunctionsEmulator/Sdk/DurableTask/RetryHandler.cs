namespace Microsoft.DurableTask;

/// <summary>Decides after a failure whether to try again: true for yes. Runs as orchestrator code, so it must be deterministic.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
