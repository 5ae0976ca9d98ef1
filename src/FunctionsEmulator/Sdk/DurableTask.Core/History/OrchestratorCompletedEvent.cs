namespace DurableTask.Core.History;

/// <summary>A turn ended.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
public class OrchestratorCompletedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.OrchestratorCompleted;
}
