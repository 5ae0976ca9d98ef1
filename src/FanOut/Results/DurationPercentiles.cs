using System.Text.Json.Serialization;

namespace FanOut.Results;

/// <summary>Durations in milliseconds, right to three significant digits.</summary>
public sealed record DurationPercentiles(
    [property: JsonPropertyName("p50")] double P50,
    [property: JsonPropertyName("p90")] double P90,
    [property: JsonPropertyName("p99")] double P99,
    [property: JsonPropertyName("max")] double Max);
