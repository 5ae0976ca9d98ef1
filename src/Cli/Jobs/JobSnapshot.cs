using System.Text.Json;
using System.Text.Json.Serialization;

namespace FanOut.Cli.Jobs;

/// <summary>What the command line needs of a job object; members that it does not know are kept in <see cref="Json"/>.</summary>
internal sealed record JobSnapshot
{
    [JsonPropertyName("id")] public required string Id { get; init; }
    [JsonPropertyName("status")] public required string Status { get; init; }
    [JsonPropertyName("total")] public int Total { get; init; }
    [JsonPropertyName("done")] public int Done { get; init; }
    [JsonPropertyName("outcomes")] public IReadOnlyDictionary<string, long> Outcomes { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);
    [JsonPropertyName("bytes")] public long Bytes { get; init; }
    [JsonPropertyName("elapsedMs")] public double ElapsedMs { get; init; }
    [JsonPropertyName("urlsPerSecond")] public double UrlsPerSecond { get; init; }
    [JsonPropertyName("name")] public string? Name { get; init; }
    [JsonPropertyName("createdAt")] public DateTimeOffset CreatedAt { get; init; }
    [JsonPropertyName("redriveOf")] public string? RedriveOf { get; init; }
    [JsonPropertyName("error")] public string? Error { get; init; }
    [JsonPropertyName("callback")] public CallbackSnapshot? Callback { get; init; }

    /// <summary>The object as the app sent it.</summary>
    [JsonIgnore] public string Json { get; private init; } = "";
    /// <summary>How soon the app wants to be asked again.</summary>
    [JsonIgnore] public TimeSpan? RetryAfter { get; private init; }

    [JsonIgnore] public bool Finished => Status is "succeeded" or "partial" or "failed" or "cancelled";
    [JsonIgnore] public bool Succeeded => Status is "succeeded";

    public static JobSnapshot Parse(string json, TimeSpan? retryAfter) =>
        JsonSerializer.Deserialize<JobSnapshot>(json)! with { Json = json, RetryAfter = retryAfter };
}
