namespace DurableTask.Core.History;

/// <summary>An event came.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
/// <param name="input">The serialized input.</param>
public class EventRaisedEvent(int eventId, string? input) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.EventRaised;

    /// <summary>The name of what was called, started or sent.</summary>
    public string? Name { get; set; }

    /// <summary>The serialized input; null for none.</summary>
    public string? Input { get; set; } = input;
}
