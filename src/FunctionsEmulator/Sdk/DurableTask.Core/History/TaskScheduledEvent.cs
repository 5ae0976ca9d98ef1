namespace DurableTask.Core.History;

/// <summary>An activity was called.</summary>
/// <param name="eventId">The task's id; -1 where there is none.</param>
/// <param name="name">The name.</param>
/// <param name="version">The version.</param>
/// <param name="input">The serialized input.</param>
public class TaskScheduledEvent(int eventId, string? name, string? version, string? input) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TaskScheduled;

    /// <summary>The name of what was called, started or sent.</summary>
    public string? Name { get; set; } = name;

    /// <summary>The version; null for none.</summary>
    public string? Version { get; set; } = version;

    /// <summary>The serialized input; null for none.</summary>
    public string? Input { get; set; } = input;

    /// <summary>Tags; null for none.</summary>
    public IDictionary<string, string>? Tags { get; set; }
}
