namespace DurableTask.Core.History;

/// <summary>A child was started.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
public class SubOrchestrationInstanceCreatedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceCreated;

    /// <summary>The name of what was called, started or sent.</summary>
    public string? Name { get; set; }

    /// <summary>The version; null for none.</summary>
    public string? Version { get; set; }

    /// <summary>The other instance.</summary>
    public string? InstanceId { get; set; }

    /// <summary>The serialized input; null for none.</summary>
    public string? Input { get; set; }

    /// <summary>Tags; null for none.</summary>
    public IDictionary<string, string>? Tags { get; set; }
}
