using DurableTask.Core.History;
using FunctionsEmulator.Durable.History;

namespace FunctionsEmulator.Durable;

internal sealed partial class EngineClient
{
    public override async Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return engine.Instances.Find(instanceId) is null
            ? throw new ArgumentException($"There is no instance with the id '{instanceId}'.", nameof(instanceId))
            : CoreHistory.Of(instanceId, await engine.ReadHistoryAsync(instanceId, cancellation));
    }
}
