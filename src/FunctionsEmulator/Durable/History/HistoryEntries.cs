using FunctionsEmulator.Durable.Events;

namespace FunctionsEmulator.Durable.History;

/// <summary>What an instance was given, as entries of its history.</summary>
internal static class HistoryEntries
{
    public static int? AnsweredTask(HistoryEvent input) => input switch
    {
        HistoryEvent.TaskCompleted e => e.TaskId,
        HistoryEvent.TaskFailed e => e.TaskId,
        HistoryEvent.TimerFired e => e.TaskId,
        _ => null,
    };

    /// <param name="input">The input.</param>
    /// <param name="at">When its turn was.</param>
    /// <param name="answered">The task that it answers; null when it answers none.</param>
    public static HistoryEntry OfInput(HistoryEvent input, DateTimeOffset at, HistoryEntry? answered) => input switch
    {
        HistoryEvent.Started e => new HistoryEntry(EventTypes.ExecutionStarted, e.CreatedAt) { Name = e.Name, FunctionName = e.Name, Input = e.Input, Start = e },
        HistoryEvent.TaskCompleted e => OfAnswer(
            IsChild(answered) ? EventTypes.SubOrchestrationInstanceCompleted : EventTypes.TaskCompleted, at, e.TaskId, answered) with { Result = e.Result },
        HistoryEvent.TaskFailed e => OfAnswer(
            IsChild(answered) ? EventTypes.SubOrchestrationInstanceFailed : EventTypes.TaskFailed, at, e.TaskId, answered) with
        {
            Reason = e.Failure.ToString(),
            Details = e.Failure.StackTrace,
            Failure = e.Failure,
        },
        HistoryEvent.TimerFired e => new HistoryEntry(EventTypes.TimerFired, at)
        {
            TimerId = e.TaskId,
            FireAt = answered?.FireAt,
            ScheduledTime = answered?.Timestamp,
        },
        HistoryEvent.EventRaised e => new HistoryEntry(EventTypes.EventRaised, at) { Name = e.Name, Input = e.Payload },
        HistoryEvent.Suspended e => new HistoryEntry(EventTypes.ExecutionSuspended, at) { Reason = e.Reason },
        HistoryEvent.Resumed e => new HistoryEntry(EventTypes.ExecutionResumed, at) { Reason = e.Reason },
        HistoryEvent.Terminated e => new HistoryEntry(EventTypes.ExecutionTerminated, at) { Input = e.Output },
        _ => throw new NotSupportedException($"No history entry for {input.GetType().Name}."),
    };

    private static HistoryEntry OfAnswer(string type, DateTimeOffset at, int taskId, HistoryEntry? answered) => new(type, at)
    {
        TaskScheduledId = taskId,
        Name = answered?.Name,
        FunctionName = answered?.FunctionName,
        InstanceId = answered?.InstanceId,
        ScheduledTime = answered?.Timestamp,
    };

    private static bool IsChild(HistoryEntry? answered) =>
        string.Equals(answered?.EventType, EventTypes.SubOrchestrationInstanceCreated, StringComparison.Ordinal);
}
