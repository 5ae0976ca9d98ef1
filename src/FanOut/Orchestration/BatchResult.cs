using System.Text.Json.Serialization;
using FanOut.Fetching;

namespace FanOut.Orchestration;

/// <summary>What a job keeps of a batch: where its records are and how many there are of each outcome.</summary>
public sealed record BatchResult
{
    [JsonPropertyName("part")] public required Part Part { get; init; }

    /// <summary>The records are all of the job's, and are in results.ndjson already; there is no part.</summary>
    [JsonPropertyName("committed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool IsCommitted { get; init; }

    [JsonPropertyName("outcomes")] public required Dictionary<Outcome, int> Outcomes { get; init; }

    /// <summary>Decoded bytes of the bodies.</summary>
    [JsonPropertyName("bytes")] public long Bytes { get; init; }

    /// <summary>The batch found that its job had been stopped; the job may not have heard of it.</summary>
    [JsonPropertyName("stopped")] public bool Stopped { get; init; }

    /// <summary>The latest change of what is asked of the job that the batch has seen; the job may not have heard of it.</summary>
    [JsonPropertyName("control")] public int ControlVersion { get; init; }

    /// <summary>Of a lane's batch, where the next one begins in the lane's blob.</summary>
    [JsonPropertyName("next"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long NextOffset { get; init; }

    /// <summary>The highest index among the records.</summary>
    [JsonPropertyName("last"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int LastIndex { get; init; }

    [JsonPropertyName("work")] public WorkCount Work { get; init; } = new(0, 0, 0);
}
