using System.Text.Json.Serialization;

namespace FanOut.Jobs;

/// <summary>The options of a job with their defaults; <see cref="JobLimits"/> holds the ranges. JSON names are those of the HTTP API.</summary>
public sealed record JobOptions
{
    [JsonPropertyName("maxConcurrency")] public int MaxConcurrency { get; init; } = 400;
    [JsonPropertyName("batchSize")] public int BatchSize { get; init; } = 100;
    [JsonPropertyName("timeoutSeconds")] public double TimeoutSeconds { get; init; } = 10;
    [JsonPropertyName("attemptTimeoutSeconds")] public double? AttemptTimeoutSeconds { get; init; }
    [JsonPropertyName("deadlineSeconds")] public double? DeadlineSeconds { get; init; }
    [JsonPropertyName("maxAttempts")] public int MaxAttempts { get; init; } = 3;
    [JsonPropertyName("maxPerHost")] public int? MaxPerHost { get; init; }
    [JsonPropertyName("maxPerSecond")] public double? MaxPerSecond { get; init; }
    [JsonPropertyName("method")] public string Method { get; init; } = "GET";
    [JsonPropertyName("headers")] public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    [JsonPropertyName("capture")] public Capture Capture { get; init; } = Capture.None;
    [JsonPropertyName("maxCaptureBytes")] public int MaxCaptureBytes { get; init; } = 16_384;
    [JsonPropertyName("maxBodyBytes")] public int MaxBodyBytes { get; init; } = 1_048_576;
    [JsonPropertyName("dedupe")] public bool Dedupe { get; init; }
    [JsonPropertyName("respectRobots")] public bool RespectRobots { get; init; }
    [JsonPropertyName("toleratedFailures")] public string? ToleratedFailures { get; init; }
}
