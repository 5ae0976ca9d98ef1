using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>The times of a batch's fetches.</summary>
/// <param name="Start">Of the first.</param>
/// <param name="IntervalSeconds">Between one and the next.</param>
public sealed record BatchPace(
    [property: JsonPropertyName("start")] DateTime Start,
    [property: JsonPropertyName("every")] double IntervalSeconds)
{
    /// <summary>When the fetch at a place in the batch may start.</summary>
    public DateTime At(int place) => Start + TimeSpan.FromSeconds(place * IntervalSeconds);
}
