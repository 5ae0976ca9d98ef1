using System.Text.Json.Serialization;
using FanOut.Callbacks;
using FanOut.Fetching;

namespace FanOut.Jobs;

/// <summary>A job as its callers see it.</summary>
public sealed record Job
{
    [JsonPropertyName("id")] public required string Id { get; init; }
    [JsonPropertyName("name")] public string? Name { get; init; }
    [JsonPropertyName("status")] public required JobStatus Status { get; init; }
    [JsonPropertyName("total")] public required int Total { get; init; }
    /// <summary>URLs that have their record.</summary>
    [JsonPropertyName("done")] public int Done { get; init; }
    [JsonPropertyName("outcomes")] public IReadOnlyDictionary<Outcome, int> Outcomes { get; init; } = new Dictionary<Outcome, int>();
    /// <summary>Decoded bytes of all bodies.</summary>
    [JsonPropertyName("bytes")] public long Bytes { get; init; }
    [JsonPropertyName("createdAt")] public required DateTimeOffset CreatedAt { get; init; }
    [JsonPropertyName("startedAt")] public DateTimeOffset? StartedAt { get; init; }
    [JsonPropertyName("finishedAt")] public DateTimeOffset? FinishedAt { get; init; }
    [JsonPropertyName("elapsedMs")] public long ElapsedMs { get; init; }
    [JsonPropertyName("urlsPerSecond")] public double UrlsPerSecond { get; init; }
    [JsonPropertyName("options")] public required JobOptions Options { get; init; }
    [JsonPropertyName("redriveOf")] public string? RedriveOf { get; init; }
    [JsonPropertyName("error")] public string? Error { get; init; }
    /// <summary>Null when the caller gave none.</summary>
    [JsonPropertyName("callback")] public JobCallback? Callback { get; init; }
    [JsonPropertyName("links")] public required JobLinks Links { get; init; }
}
