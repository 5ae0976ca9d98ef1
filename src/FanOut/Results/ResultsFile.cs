using System.Text.Json.Serialization;

namespace FanOut.Results;

/// <summary>What results.ndjson is, so that a copy can be checked.</summary>
public sealed record ResultsFile(
    [property: JsonPropertyName("blob")] string Blob,
    [property: JsonPropertyName("length")] long Length,
    [property: JsonPropertyName("sha256")] string Sha256);
