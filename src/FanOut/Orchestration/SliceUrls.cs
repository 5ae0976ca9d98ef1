using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>The URLs of a slice, or of its beginning where all of them are too much for one message.</summary>
/// <param name="Urls">In order.</param>
/// <param name="Stopped">The job starts no more fetches.</param>
public sealed record SliceUrls(
    [property: JsonPropertyName("urls")] IReadOnlyList<string> Urls,
    [property: JsonPropertyName("stopped")] bool Stopped);
