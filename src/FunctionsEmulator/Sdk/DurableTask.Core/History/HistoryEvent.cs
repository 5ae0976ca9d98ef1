namespace DurableTask.Core.History;

/// <summary>Something that happened to an instance.</summary>
/// <param name="eventId">The id of the task that was scheduled; -1 where nothing was.</param>
public abstract class HistoryEvent(int eventId)
{
    /// <summary>The id of the task that was scheduled; -1 where nothing was.</summary>
    public int EventId { get; } = eventId;

    /// <summary>Whether an orchestrator has run over it.</summary>
    public bool IsPlayed { get; set; }

    /// <summary>When it happened, UTC.</summary>
    public DateTime Timestamp { get; set; }

    /// <summary>What kind it is.</summary>
    public virtual EventType EventType { get; }
}
