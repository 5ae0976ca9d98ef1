namespace DurableTask.Core.History;

/// <summary>The instance was resumed.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
/// <param name="reason">Why, or the error message.</param>
public class ExecutionResumedEvent(int eventId, string? reason) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionResumed;

    /// <summary>Why; null when nobody said.</summary>
    public string? Reason { get; set; } = reason;
}
