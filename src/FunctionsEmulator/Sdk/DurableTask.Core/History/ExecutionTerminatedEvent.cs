namespace DurableTask.Core.History;

/// <summary>The instance was ended from outside.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
/// <param name="input">The serialized input.</param>
public class ExecutionTerminatedEvent(int eventId, string? input) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionTerminated;

    /// <summary>The serialized input; null for none.</summary>
    public string? Input { get; set; } = input;
}
