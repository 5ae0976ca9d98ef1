namespace DurableTask.Core.History;

/// <summary>A timer ended.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
/// <param name="fireAt">When the timer ends, UTC.</param>
public class TimerFiredEvent(int eventId, DateTime fireAt) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TimerFired;

    /// <summary>The task of the timer.</summary>
    public int TimerId { get; set; }

    /// <summary>When the timer ends, UTC.</summary>
    public DateTime FireAt { get; set; } = fireAt;
}
