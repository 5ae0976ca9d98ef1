namespace DurableTask.Core.History;

/// <summary>A child answered.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
/// <param name="taskScheduledId">The task that is answered.</param>
/// <param name="result">The serialized result.</param>
public class SubOrchestrationInstanceCompletedEvent(int eventId, int taskScheduledId, string? result) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceCompleted;

    /// <summary>The task that is answered.</summary>
    public int TaskScheduledId { get; } = taskScheduledId;

    /// <summary>The serialized result; null for none.</summary>
    public string? Result { get; } = result;
}
