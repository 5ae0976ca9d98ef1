namespace DurableTask.Core.History;

/// <summary>A child failed.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
/// <param name="taskScheduledId">The task that is answered.</param>
/// <param name="reason">Why, or the error message.</param>
/// <param name="details">The stack trace.</param>
/// <param name="failureDetails">What failed.</param>
public class SubOrchestrationInstanceFailedEvent(int eventId, int taskScheduledId, string? reason, string? details, FailureDetails? failureDetails = null) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceFailed;

    /// <summary>The task that is answered.</summary>
    public int TaskScheduledId { get; } = taskScheduledId;

    /// <summary>The error message.</summary>
    public string? Reason { get; } = reason;

    /// <summary>The stack trace; null for none.</summary>
    public string? Details { get; } = details;

    /// <summary>What failed; null when nothing did.</summary>
    public FailureDetails? FailureDetails { get; } = failureDetails;
}
