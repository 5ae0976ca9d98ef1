using System.Text.Json;
using System.Text.Json.Serialization;

namespace FanOut.Fetching;

/// <summary>
/// What is known of one URL in the end: a line of results.ndjson, and the result of the Fetch activity, in one shape, so
/// that it is encoded once.
/// </summary>
public sealed record FetchRecord
{
    [JsonPropertyName("index")] public required int Index { get; init; }
    /// <summary>In a redrive, the URL's index in the job it comes from.</summary>
    [JsonPropertyName("sourceIndex"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? SourceIndex { get; init; }
    /// <summary>As the caller gave it.</summary>
    [JsonPropertyName("url")] public required string Url { get; init; }
    [JsonPropertyName("outcome")] public required Outcome Outcome { get; init; }
    [JsonPropertyName("statusCode")] public int? StatusCode { get; init; }
    [JsonPropertyName("finalUrl")] public string? FinalUrl { get; init; }
    [JsonPropertyName("redirects")] public int Redirects { get; init; }
    [JsonPropertyName("contentType")] public string? ContentType { get; init; }
    /// <summary>Length of the decoded body, in bytes.</summary>
    [JsonPropertyName("bytes")] public long Bytes { get; init; }
    /// <summary>Lower-case hexadecimal SHA-256 of the decoded body.</summary>
    [JsonPropertyName("sha256")] public string? Sha256 { get; init; }
    [JsonPropertyName("title")] public string? Title { get; init; }
    [JsonPropertyName("attempts")] public int Attempts { get; init; }
    [JsonPropertyName("startedAt")] public DateTimeOffset? StartedAt { get; init; }
    [JsonPropertyName("durationMs")] public double DurationMs { get; init; }
    /// <summary>One short line, fit for a log; null when the outcome is ok.</summary>
    [JsonPropertyName("error")] public string? Error { get; init; }
    [JsonPropertyName("text"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Text { get; init; }
    [JsonPropertyName("json"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public JsonElement? Json { get; init; }

    /// <summary>On the way to storage only: the whole record is in a blob of its own.</summary>
    [JsonPropertyName("stored"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool IsStored { get; init; }
}
