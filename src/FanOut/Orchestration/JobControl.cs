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
}
