namespace Microsoft.DurableTask.Client;

/// <summary>Which finished instances to delete.</summary>
/// <param name="CreatedFrom">Not older than this; null for no bound.</param>
/// <param name="CreatedTo">Not newer than this; null for no bound.</param>
/// <param name="Statuses">In one of these finished statuses; null for any.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>How long to go on before answering with what was deleted so far; null (the default) for no limit.</summary>
    public TimeSpan? Timeout { get; init; }
}
