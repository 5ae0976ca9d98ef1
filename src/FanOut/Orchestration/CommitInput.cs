using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>Parts to put behind each other at the end of results.ndjson, which is <paramref name="Position"/> bytes long.</summary>
public sealed record CommitInput(
    [property: JsonPropertyName("job")] string JobId,
    [property: JsonPropertyName("position")] long Position,
    [property: JsonPropertyName("parts")] IReadOnlyList<Part> Parts);
