namespace DurableTask.Core.History;

/// <summary>A turn began.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
public class OrchestratorStartedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.OrchestratorStarted;
}
