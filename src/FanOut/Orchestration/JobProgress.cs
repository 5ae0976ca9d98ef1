using System.Text.Json.Serialization;
using FanOut.Fetching;
using FanOut.Jobs;

namespace FanOut.Orchestration;

/// <summary>
/// How far a job is. It is the orchestration's custom status, what continue-as-new carries over, and its output; small
/// however large the job.
/// </summary>
public sealed class JobProgress
{
    [JsonPropertyName("status")] public JobStatus Status { get; set; } = JobStatus.Running;
    [JsonPropertyName("startedAt")] public DateTimeOffset StartedAt { get; set; }
    [JsonPropertyName("finishedAt")] public DateTimeOffset? FinishedAt { get; set; }
    [JsonPropertyName("error")] public string? Error { get; set; }

    /// <summary>URLs that have their record, counted by outcome, and the decoded bytes of their bodies.</summary>
    [JsonPropertyName("outcomes")] public Dictionary<Outcome, int> Outcomes { get; set; } = [];

    [JsonPropertyName("bytes")] public long Bytes { get; set; }

    /// <summary>URLs that are in a batch; without lanes, the first index that is in none.</summary>
    [JsonPropertyName("next")] public int NextIndex { get; set; }

    /// <summary>The first index whose record is not in results.ndjson, and how long that is.</summary>
    [JsonPropertyName("committed")] public int CommittedIndex { get; set; }

    [JsonPropertyName("length")] public long ResultsLength { get; set; }

    [JsonPropertyName("stop")] public StopReason Stop { get; set; }

    /// <summary>The cap as it stands: the job's option unless it was changed.</summary>
    [JsonPropertyName("cap")] public int MaxConcurrency { get; set; }

    /// <summary>The caller's word: no batch starts.</summary>
    [JsonPropertyName("paused")] public bool Paused { get; set; }

    /// <summary>The latest change of what is asked of the job that has been heeded.</summary>
    [JsonPropertyName("control")] public int ControlVersion { get; set; }

    /// <summary>When the next batch may start its first fetch, when there is a cap per second.</summary>
    [JsonPropertyName("paceAt"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public DateTime? PaceAt { get; set; }

    /// <summary>Where each lane stands, when there is a cap per host.</summary>
    [JsonPropertyName("lanes"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public List<HostLane>? Lanes { get; set; }

    [JsonPropertyName("work")] public WorkCount Work { get; set; } = new(0, 0, 0);

    [JsonIgnore] public int Done => Outcomes.Values.Sum();

    [JsonIgnore] public int NotOk => Done - Outcomes.GetValueOrDefault(Outcome.Ok);
}
