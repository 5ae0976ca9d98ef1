using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable;

internal sealed partial class EngineClient
{
    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageSize);
        var statuses = runtimeStatus?.ToHashSet();
        // What has ended changes no more, so its last change is its end.
        var ids = engine.Instances.All
            .Select(instance => instance.State)
            .Where(state => state.IsFinal
                && (statuses is not { Count: > 0 } || statuses.Contains(state.Status))
                && (completedTimeFrom is null || state.LastUpdatedAt >= completedTimeFrom)
                && (completedTimeTo is null || state.LastUpdatedAt <= completedTimeTo)
                && (lastInstanceKey is null || string.CompareOrdinal(state.InstanceId, lastInstanceKey) > 0))
            .Select(state => state.InstanceId)
            .Order(StringComparer.Ordinal)
            .Take(pageSize == int.MaxValue ? pageSize : pageSize + 1)
            .ToList();
        var more = ids.Count > pageSize;
        if (more) ids.RemoveAt(pageSize);
        return Task.FromResult(new Page<string>(ids, more ? ids[^1] : null));
    }
}
