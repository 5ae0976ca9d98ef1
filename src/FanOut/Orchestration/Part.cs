using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>A stored piece of the results: the records of consecutive URLs, named by the first of them.</summary>
/// <param name="First">Index of the first record.</param>
/// <param name="Count">How many records.</param>
/// <param name="Length">How many bytes.</param>
public sealed record Part(
    [property: JsonPropertyName("first")] int First,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("length")] long Length);
