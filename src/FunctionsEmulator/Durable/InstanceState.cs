using FunctionsEmulator.Durable.Events;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable;

/// <summary>What the outside can know of an instance; replaced as a whole when a turn is durable.</summary>
internal sealed record InstanceState(string InstanceId, string Name, OrchestrationRuntimeStatus Status, DateTimeOffset CreatedAt, DateTimeOffset LastUpdatedAt)
{
    public string? Input { get; init; }
    public string? Output { get; init; }
    public string? CustomStatus { get; init; }
    public TaskFailureDetails? Failure { get; init; }
    public ParentTask? Parent { get; init; }
    public string? Version { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public bool IsFinal => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public static InstanceState Pending(string instanceId, HistoryEvent.Started started) =>
        new(instanceId, started.Name, OrchestrationRuntimeStatus.Pending, started.CreatedAt, started.CreatedAt)
        {
            Input = started.Input,
            Parent = started.Parent,
            Version = started.Version,
            Tags = started.Tags,
        };

    /// <summary>
    /// The state when a start is taken: a new one, or, of an instance that continued as new, what is known so far.
    /// </summary>
    public InstanceState Restarted(string instanceId, HistoryEvent.Started started) =>
        Status is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Suspended
            ? this with { Input = started.Input, Version = started.Version }
            : Pending(instanceId, started);

    /// <summary>The state of a failed instance from the request to rewind it until that has happened; its failure stays.</summary>
    public InstanceState AwaitingRewind() => this with { Status = OrchestrationRuntimeStatus.Pending };

    public bool AwaitsRewind => Status == OrchestrationRuntimeStatus.Pending && Failure is not null;

    public InstanceState Rewound(HistoryEvent.Started started, DateTimeOffset at) => this with
    {
        Status = OrchestrationRuntimeStatus.Running,
        Output = null,
        Failure = null,
        Parent = started.Parent,
        LastUpdatedAt = at,
    };

    /// <summary>The state after an end, which is final.</summary>
    public InstanceState Ended(Journal.TurnEnd end, DateTimeOffset at) => this with
    {
        Status = end.Status,
        Output = end.Output,
        Failure = end.Failure,
        LastUpdatedAt = at,
    };
}
