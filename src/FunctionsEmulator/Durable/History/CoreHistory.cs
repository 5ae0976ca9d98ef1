using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Durable.History;

/// <summary>History in the types that clients get it in.</summary>
internal static class CoreHistory
{
    private const int NoTask = -1;

    public static IList<HistoryEvent> Of(string instanceId, IReadOnlyList<HistoryEntry> entries)
    {
        var events = new List<HistoryEvent>(entries.Count);
        foreach (var entry in entries)
        {
            var told = Of(instanceId, entry);
            told.Timestamp = entry.Timestamp.UtcDateTime;
            told.IsPlayed = true;
            events.Add(told);
        }

        return events;
    }

    private static HistoryEvent Of(string instanceId, HistoryEntry entry)
    {
        var id = entry.EventId ?? NoTask;
        var answered = entry.TaskScheduledId ?? NoTask;
        return entry.EventType switch
        {
            EventTypes.OrchestratorStarted => new OrchestratorStartedEvent(id),
            EventTypes.OrchestratorCompleted => new OrchestratorCompletedEvent(id),
            EventTypes.ExecutionStarted => Start(instanceId, entry, id),
            EventTypes.TaskScheduled => new TaskScheduledEvent(id, entry.Name, version: null, entry.Input),
            EventTypes.TaskCompleted => new TaskCompletedEvent(id, answered, entry.Result),
            EventTypes.TaskFailed => new TaskFailedEvent(id, answered, entry.Failure?.ErrorMessage, entry.Details, Failure(entry.Failure)),
            EventTypes.SubOrchestrationInstanceCreated =>
                new SubOrchestrationInstanceCreatedEvent(id) { Name = entry.Name, InstanceId = entry.InstanceId, Input = entry.Input },
            EventTypes.SubOrchestrationInstanceCompleted => new SubOrchestrationInstanceCompletedEvent(id, answered, entry.Result),
            EventTypes.SubOrchestrationInstanceFailed =>
                new SubOrchestrationInstanceFailedEvent(id, answered, entry.Failure?.ErrorMessage, entry.Details, Failure(entry.Failure)),
            EventTypes.TimerCreated => new TimerCreatedEvent(id, FireAt(entry)),
            EventTypes.TimerFired => new TimerFiredEvent(id, FireAt(entry)) { TimerId = entry.TimerId ?? NoTask },
            EventTypes.EventRaised => new EventRaisedEvent(id, entry.Input) { Name = entry.Name },
            EventTypes.EventSent => new EventSentEvent(id) { Name = entry.Name, InstanceId = entry.InstanceId, Input = entry.Input },
            EventTypes.ExecutionSuspended => new ExecutionSuspendedEvent(id, entry.Reason),
            EventTypes.ExecutionResumed => new ExecutionResumedEvent(id, entry.Reason),
            EventTypes.ExecutionRewound => new ExecutionRewoundEvent(id, entry.Reason),
            EventTypes.ExecutionTerminated => new ExecutionTerminatedEvent(id, entry.Input),
            EventTypes.ContinueAsNew => new ContinueAsNewEvent(id, entry.Result),
            EventTypes.ExecutionCompleted => new ExecutionCompletedEvent(
                id, entry.Result, Enum.Parse<OrchestrationStatus>(entry.OrchestrationStatus!), Failure(entry.Failure)),
            var other => throw new NotSupportedException($"No history event for {other}."),
        };
    }

    private static ExecutionStartedEvent Start(string instanceId, HistoryEntry entry, int id)
    {
        var start = entry.Start!;
        return new ExecutionStartedEvent(id, entry.Input)
        {
            OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId },
            Name = entry.Name,
            Version = start.Version,
            Tags = start.Tags?.ToDictionary(StringComparer.Ordinal),
            ScheduledStartTime = start.StartAt?.UtcDateTime,
            ParentInstance = start.Parent is not { } parent ? null : new ParentInstance
            {
                Name = parent.Name,
                OrchestrationInstance = new OrchestrationInstance { InstanceId = parent.InstanceId },
                TaskScheduleId = parent.TaskId,
            },
        };
    }

    private static DateTime FireAt(HistoryEntry entry) => entry.FireAt?.UtcDateTime ?? default;

    private static FailureDetails? Failure(TaskFailureDetails? failure) => failure is null
        ? null
        : new(failure.ErrorType, failure.ErrorMessage, failure.StackTrace, Failure(failure.InnerFailure), isNonRetriable: false, failure.Properties);
}
