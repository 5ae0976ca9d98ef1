namespace DurableTask.Core.History;

/// <summary>The instance began anew.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
/// <param name="input">The serialized input of the next generation.</param>
public class ContinueAsNewEvent(int eventId, string? input) : ExecutionCompletedEvent(eventId, input, OrchestrationStatus.ContinuedAsNew)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ContinueAsNew;
}
