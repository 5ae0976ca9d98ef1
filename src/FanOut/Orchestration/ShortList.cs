using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>The URLs of a job that was told them with its start, to be stored as its input.</summary>
public sealed record ShortList(
    [property: JsonPropertyName("job")] string JobId,
    [property: JsonPropertyName("urls")] IReadOnlyList<string> Urls);
