using FunctionsEmulator.Durable.Events;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Durable.History;

/// <summary>One line of an instance's history as people read it; the names are those of Azure's own.</summary>
internal sealed record HistoryEntry(string EventType, DateTimeOffset Timestamp)
{
    /// <summary>The id of a task that was scheduled; what answers it names it.</summary>
    public int? EventId { get; init; }
    public int? TaskScheduledId { get; init; }
    public int? TimerId { get; init; }

    /// <summary>When the task was scheduled that is answered here.</summary>
    public DateTimeOffset? ScheduledTime { get; init; }
    public DateTimeOffset? FireAt { get; init; }
    public string? Name { get; init; }

    /// <summary>The activity or orchestrator, when <see cref="Name"/> is one.</summary>
    public string? FunctionName { get; init; }

    /// <summary>The instance that a sub-orchestration has, or that an event was sent to.</summary>
    public string? InstanceId { get; init; }
    public string? OrchestrationStatus { get; init; }
    public string? Reason { get; init; }
    public string? Details { get; init; }
    public string? Input { get; init; }
    public string? Result { get; init; }

    /// <summary>What failed, when something did.</summary>
    public TaskFailureDetails? Failure { get; init; }

    /// <summary>The start, of the entry that tells it.</summary>
    public HistoryEvent.Started? Start { get; init; }
}
