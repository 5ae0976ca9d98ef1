using System.Text.Json.Serialization;

namespace FanOut.Results;

/// <summary>A line of input.ndjson.</summary>
/// <param name="Url">What the caller gave, cut to the longest that may be.</param>
/// <param name="TooLong">It was longer, so it is no URL to fetch.</param>
/// <param name="Index">On a lane, its index in the job.</param>
/// <param name="Source">In a redrive, its index in the job it comes from.</param>
public sealed record InputLine(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("tooLong")] bool TooLong = false,
    [property: JsonPropertyName("source")] int? Source = null,
    [property: JsonPropertyName("index")] int? Index = null)
{
    /// <summary>What it takes in its blob, with its end.</summary>
    [JsonIgnore] public int Bytes { get; init; }
}
