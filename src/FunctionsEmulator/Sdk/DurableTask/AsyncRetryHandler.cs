namespace Microsoft.DurableTask;

/// <summary>Decides after a failure whether to try again: true for yes. Runs as orchestrator code, so it must be
/// deterministic and may await durable tasks only.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
