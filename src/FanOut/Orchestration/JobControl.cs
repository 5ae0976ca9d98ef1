using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>
/// What has been asked of a job since it started. It is state in a blob and not an event, because an event can be lost;
/// absent until something is asked.
/// </summary>
public sealed record JobControl
{
    public static JobControl Nothing { get; } = new();

    /// <summary>The caller wants no more of this job.</summary>
    [JsonPropertyName("cancelled")] public bool Cancelled { get; init; }

    /// <summary>Running fetches end now, whoever wanted it: the caller, the deadline, too many failures.</summary>
    [JsonPropertyName("stopped")] public bool Stopped { get; init; }

    /// <summary>No batch starts until the caller resumes the job.</summary>
    [JsonPropertyName("paused")] public bool Paused { get; init; }

    /// <summary>The cap that the caller wants from the next batch on; null leaves the job's option.</summary>
    [JsonPropertyName("cap")] public int? MaxConcurrency { get; init; }

    /// <summary>Grows with each change, so that whoever has seen one knows whether there has been another.</summary>
    [JsonPropertyName("version")] public int Version { get; init; }

    [JsonIgnore] public bool EndsFetches => Cancelled || Stopped;
}
