namespace Microsoft.DurableTask.Client;

/// <summary>Which instances to list.</summary>
/// <param name="CreatedFrom">Not older than this; null for no bound.</param>
/// <param name="CreatedTo">Not newer than this; null for no bound.</param>
/// <param name="Statuses">In one of these; null for any.</param>
/// <param name="TaskHubNames">In one of these task hubs; null for the client's own.</param>
/// <param name="InstanceIdPrefix">With an id that begins so; null for any.</param>
/// <param name="PageSize">Items fetched at a time; 100 by default.</param>
/// <param name="FetchInputsAndOutputs">Whether to fetch input, output and custom status too; false by default.</param>
/// <param name="ContinuationToken">Where to go on; null at the start.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>Items fetched at a time unless said otherwise.</summary>
    public const int DefaultPageSize = 100;
}
