namespace DurableTask.Core.History;

/// <summary>An event was sent to another instance.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
public class EventSentEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.EventSent;

    /// <summary>The other instance.</summary>
    public string? InstanceId { get; set; }

    /// <summary>The name of what was called, started or sent.</summary>
    public string? Name { get; set; }

    /// <summary>The serialized input; null for none.</summary>
    public string? Input { get; set; }
}
