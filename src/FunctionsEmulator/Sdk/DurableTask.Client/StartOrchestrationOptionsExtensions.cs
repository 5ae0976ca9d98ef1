namespace Microsoft.DurableTask.Client;

/// <summary>Start options by status instead of by its name.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>The statuses that can refuse a start: all but ContinuedAsNew.</summary>
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses =
        [.. Enum.GetValues<OrchestrationRuntimeStatus>().Where(status => status != ContinuedAsNew)];

    private const OrchestrationRuntimeStatus ContinuedAsNew = (OrchestrationRuntimeStatus)2;

    /// <summary>The same options; an existing instance of the same id in one of these statuses refuses the start.</summary>
    public static StartOrchestrationOptions WithDedupeStatuses(
        this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { DedupeStatuses = [.. dedupeStatuses.Select(status => status.ToString())] };
    }
}
