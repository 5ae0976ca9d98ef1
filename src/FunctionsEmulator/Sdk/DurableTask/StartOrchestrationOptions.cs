using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>How a client starts an orchestration.</summary>
public record StartOrchestrationOptions
{
    /// <summary>Sets the instance id and the time of the start.</summary>
    /// <param name="InstanceId">1 to 100 characters; null (the default) lets the engine make one.</param>
    /// <param name="StartAt">Not before this time; null (the default) or a time that has passed: at once.</param>
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>Copies options.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The instance id; null lets the engine make one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Not before this time; null for at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Labels of the instance; none by default.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The orchestrator's version; null for none.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Names of the runtime statuses in which an existing instance of the same id refuses the start.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
