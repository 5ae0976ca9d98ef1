namespace DurableTask.Core.History;

/// <summary>The instance started.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
/// <param name="input">The serialized input.</param>
public class ExecutionStartedEvent(int eventId, string? input) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionStarted;

    /// <summary>The instance that started it; null when a client did.</summary>
    public ParentInstance? ParentInstance { get; set; }

    /// <summary>The instance and this run of it.</summary>
    public OrchestrationInstance? OrchestrationInstance { get; set; }

    /// <summary>The name of what was called, started or sent.</summary>
    public string? Name { get; set; }

    /// <summary>The version; null for none.</summary>
    public string? Version { get; set; }

    /// <summary>The serialized input; null for none.</summary>
    public string? Input { get; set; } = input;

    /// <summary>Tags; null for none.</summary>
    public IDictionary<string, string>? Tags { get; set; }

    /// <summary>When it was to start, UTC; null for at once.</summary>
    public DateTime? ScheduledStartTime { get; set; }
}
