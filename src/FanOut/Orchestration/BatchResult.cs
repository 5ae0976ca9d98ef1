using System.Text.Json.Serialization;
using FanOut.Fetching;

namespace FanOut.Orchestration;

/// <summary>What a job keeps of a batch: where its records are and how many there are of each outcome.</summary>
public sealed record BatchResult
{
    [JsonPropertyName("part")] public required Part Part { get; init; }
    [JsonPropertyName("outcomes")] public required Dictionary<Outcome, int> Outcomes { get; init; }

    /// <summary>Decoded bytes of the bodies.</summary>
    [JsonPropertyName("bytes")] public long Bytes { get; init; }

    /// <summary>The batch found that its job had been stopped; the job may not have heard of it.</summary>
    [JsonPropertyName("stopped")] public bool Stopped { get; init; }

    /// <summary>The latest change of what is asked of the job that the batch has seen; the job may not have heard of it.</summary>
    [JsonPropertyName("control")] public int ControlVersion { get; init; }

    [JsonPropertyName("work")] public WorkCount Work { get; init; } = new(0, 0, 0);
}
