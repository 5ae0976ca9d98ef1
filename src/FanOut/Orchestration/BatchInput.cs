using System.Text.Json.Serialization;
using FanOut.Fetching;

namespace FanOut.Orchestration;

/// <summary>What a batch is told: which URLs, where they stand, and how to fetch them.</summary>
public sealed record BatchInput
{
    [JsonPropertyName("slice")] public required Slice Slice { get; init; }
    [JsonPropertyName("options")] public required FetchOptions Options { get; init; }

    /// <summary>Fetches in flight to one host at most; null is any number.</summary>
    [JsonPropertyName("perHost"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? MaxPerHost { get; init; }

    /// <summary>When the first fetch may start, and the others after it at intervals; null is at once.</summary>
    [JsonPropertyName("pace"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public BatchPace? Pace { get; init; }

    /// <summary>The job has no other batch.</summary>
    [JsonPropertyName("whole"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool IsWholeJob { get; init; }

    /// <summary>The URLs themselves, of a job that was told them with its start; null when they have to be read.</summary>
    [JsonPropertyName("urls"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>The job's deadline: no fetch starts later.</summary>
    [JsonPropertyName("deadline")] public DateTime? Deadline { get; init; }
}
