using System.Text.Json.Serialization;
using FanOut.Jobs;

namespace FanOut.Fetching;

/// <summary>How one URL is fetched; see <see cref="JobOptions"/> for the meaning and range of each.</summary>
public sealed record FetchOptions
{
    public static FetchOptions Default { get; } = new();

    [JsonPropertyName("t")] public double TimeoutSeconds { get; init; } = 10;
    [JsonPropertyName("at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? AttemptTimeoutSeconds { get; init; }
    [JsonPropertyName("n")] public int MaxAttempts { get; init; } = 3;
    [JsonPropertyName("head"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Head { get; init; }
    [JsonPropertyName("h"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyDictionary<string, string>? Headers { get; init; }
    [JsonPropertyName("c"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public Capture Capture { get; init; }
    [JsonPropertyName("cb")] public int MaxCaptureBytes { get; init; } = 16_384;
    [JsonPropertyName("b")] public int MaxBodyBytes { get; init; } = 1_048_576;

    [JsonPropertyName("robots"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool RespectRobots { get; init; }

    /// <summary>A record longer than this, in bytes, goes by blob: its share of what a batch may put into its history.</summary>
    [JsonPropertyName("r"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int MaxRecordBytes { get; init; }

    /// <summary>What all records of a batch may put into its history together.</summary>
    private const int MaxBatchBytes = 256 * 1024;

    public static FetchOptions From(JobOptions options) => new()
    {
        TimeoutSeconds = options.TimeoutSeconds,
        AttemptTimeoutSeconds = options.AttemptTimeoutSeconds,
        MaxAttempts = options.MaxAttempts,
        Head = string.Equals(options.Method, "HEAD", StringComparison.Ordinal),
        Headers = options.Headers.Count == 0 ? null : options.Headers,
        Capture = options.Capture,
        MaxCaptureBytes = options.MaxCaptureBytes,
        MaxBodyBytes = options.MaxBodyBytes,
        RespectRobots = options.RespectRobots,
        MaxRecordBytes = options.Capture == Capture.None ? 0 : MaxBatchBytes / options.BatchSize,
    };
}
