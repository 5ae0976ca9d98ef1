using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable;

/// <summary>The client of an engine in the same process. Commands return when they are in the journal.</summary>
internal sealed partial class EngineClient(DurableEngine engine, string name) : DurableTaskClient(name)
{
    public string HubName => engine.Options.HubName;

    /// <summary>Where the host's management API is; null while no host serves it.</summary>
    public ManagementAddress? Management { get; set; }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return CommandAsync(instanceId, new HistoryEvent.EventRaised(eventName, Payloads.Serialize(engine.Converter, eventPayload)), cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        CommandAsync(instanceId, new HistoryEvent.Suspended(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        CommandAsync(instanceId, new HistoryEvent.Resumed(reason), cancellation);

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        CommandAsync(instanceId, new HistoryEvent.Terminated(Payloads.Serialize(engine.Converter, options?.Output), options?.Recursive ?? false), cancellation);

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return engine.Instances.Find(instanceId)?.State.Status switch
        {
            null => throw Refused(StatusCode.NotFound, $"There is no instance with the id '{instanceId}'."),
            OrchestrationRuntimeStatus.Failed => engine.PostAsync(instanceId, new HistoryEvent.Rewound(reason, null)).WaitAsync(cancellation),
            var status => throw Refused(StatusCode.FailedPrecondition, $"Only a failed instance can be rewound, and '{instanceId}' is {status}."),
        };
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, state => state.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, state => state.IsFinal, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return Task.FromResult(engine.Instances.Find(instanceId) is { } instance ? Describe(instance.State, getInputsAndOutputs) : null);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create<OrchestrationMetadata>((token, pageSize, _) =>
        {
            var after = token ?? query.ContinuationToken;
            var size = pageSize ?? query.PageSize;
            var found = engine.Instances.All
                .Select(instance => instance.State)
                .Where(state => Matches(state, query) && (after is null || string.CompareOrdinal(state.InstanceId, after) > 0))
                .OrderBy(state => state.InstanceId, StringComparer.Ordinal)
                .Take(size + 1)
                .Select(state => Describe(state, query.FetchInputsAndOutputs))
                .ToList();
            var more = found.Count > size;
            if (more) found.RemoveAt(size);
            return Task.FromResult(new Page<OrchestrationMetadata>(found, more ? found[^1].InstanceId : null));
        });
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        if (engine.Instances.Find(instanceId) is not { State.IsFinal: true } instance) return new PurgeResult(0);
        return await PurgeAsync([instance], options, cancellation);
    }

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new OrchestrationQuery(filter.CreatedFrom, filter.CreatedTo, filter.Statuses);
        return PurgeAsync([.. engine.Instances.All.Where(instance => instance.State.IsFinal && Matches(instance.State, query))], options, cancellation);
    }

    public override async Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var state = engine.Instances.Find(instanceId)?.State
            ?? throw new ArgumentException($"There is no instance with the id '{instanceId}'.", nameof(instanceId));
        if (!restartWithNewInstanceId && !state.IsFinal)
        {
            throw new InvalidOperationException($"The instance '{instanceId}' has not ended, so it can be run again only under a new id: {state.Status}.");
        }
        RequireOrchestrator(state.Name);
        var id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        var started = new HistoryEvent.Started(state.Name, state.Input, engine.Clock.GetUtcNow()) { Version = state.Version, Tags = state.Tags };
        await StartAsync(id, started, s_running, cancellation).WaitAsync(cancellation);
        return id;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<PurgeResult> PurgeAsync(List<Instance> instances, PurgeInstanceOptions? options, CancellationToken cancellation)
    {
        if (options is { Recursive: true })
        {
            for (var i = 0; i < instances.Count; i++)
            {
                instances.AddRange(engine.Instances.ChildrenOf(instances[i].Id).Where(child => child.State.IsFinal && !instances.Contains(child)));
            }
        }
        if (instances.Count > 0) await engine.PurgeAsync(instances).WaitAsync(cancellation);
        return new PurgeResult(instances.Count, true);
    }

    private void RequireOrchestrator(string name)
    {
        if (!engine.HasOrchestrator(name)) throw Refused(StatusCode.InvalidArgument, $"The orchestrator '{name}' does not exist.");
    }

    private Task CommandAsync(string instanceId, HistoryEvent command, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return engine.Instances.Find(instanceId) switch
        {
            null => throw Refused(StatusCode.NotFound, $"There is no instance with the id '{instanceId}'."),
            { State: { IsFinal: true } state } => throw Refused(StatusCode.FailedPrecondition, $"The instance '{instanceId}' has ended: {state.Status}."),
            _ => engine.PostAsync(instanceId, command).WaitAsync(cancellation),
        };
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceState, bool> isReached, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        var instance = engine.Instances.Find(instanceId) ?? throw Refused(StatusCode.NotFound, $"There is no instance with the id '{instanceId}'.");
        while (true)
        {
            var changed = instance.StateChanged;
            if (isReached(instance.State)) return Describe(instance.State, getInputsAndOutputs);
            await changed.WaitAsync(cancellation);
        }
    }

    private OrchestrationMetadata Describe(InstanceState state, bool inputsAndOutputs) => new(state.Name, state.InstanceId)
    {
        RuntimeStatus = state.Status,
        CreatedAt = state.CreatedAt,
        LastUpdatedAt = state.LastUpdatedAt,
        Tags = state.Tags ?? new Dictionary<string, string>(StringComparer.Ordinal),
        DataConverter = inputsAndOutputs ? engine.Converter : null,
        SerializedInput = inputsAndOutputs ? state.Input : null,
        SerializedOutput = inputsAndOutputs ? state.Output : null,
        SerializedCustomStatus = inputsAndOutputs ? state.CustomStatus : null,
        FailureDetails = inputsAndOutputs && state.IsFinal ? state.Failure : null,
    };

    private static bool Matches(InstanceState state, OrchestrationQuery query) =>
        (query.CreatedFrom is null || state.CreatedAt >= query.CreatedFrom)
        && (query.CreatedTo is null || state.CreatedAt <= query.CreatedTo)
        && (query.InstanceIdPrefix is null || state.InstanceId.StartsWith(query.InstanceIdPrefix, StringComparison.Ordinal))
        && (query.Statuses is null || !query.Statuses.Any() || query.Statuses.Contains(state.Status));

    private static RpcException Refused(StatusCode code, string message) => new(new Status(code, message));
}
