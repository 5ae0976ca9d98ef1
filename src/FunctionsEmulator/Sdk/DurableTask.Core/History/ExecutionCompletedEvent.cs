namespace DurableTask.Core.History;

/// <summary>The instance ended.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
/// <param name="result">The serialized result.</param>
/// <param name="orchestrationStatus">How it ended.</param>
/// <param name="failureDetails">What failed.</param>
public class ExecutionCompletedEvent(int eventId, string? result, OrchestrationStatus orchestrationStatus, FailureDetails? failureDetails = null) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionCompleted;

    /// <summary>How it ended.</summary>
    public OrchestrationStatus OrchestrationStatus { get; } = orchestrationStatus;

    /// <summary>The serialized result; null for none.</summary>
    public string? Result { get; } = result;

    /// <summary>What failed; null when nothing did.</summary>
    public FailureDetails? FailureDetails { get; } = failureDetails;
}
