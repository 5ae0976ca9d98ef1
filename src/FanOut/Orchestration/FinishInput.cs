using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>A job that has all its records, for its manifest.</summary>
public sealed record FinishInput(
    [property: JsonPropertyName("job")] string JobId,
    [property: JsonPropertyName("input")] JobInput Job,
    [property: JsonPropertyName("progress")] JobProgress Progress);
