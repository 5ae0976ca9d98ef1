namespace DurableTask.Core.History;

/// <summary>A timer was set.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
/// <param name="fireAt">When the timer ends, UTC.</param>
public class TimerCreatedEvent(int eventId, DateTime fireAt) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TimerCreated;

    /// <summary>When the timer ends, UTC.</summary>
    public DateTime FireAt { get; set; } = fireAt;
}
