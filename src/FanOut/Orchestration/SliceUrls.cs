using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>The URLs of a slice, or of its beginning where all of them are too much for one message.</summary>
/// <param name="Urls">In order.</param>
/// <param name="Stopped">The job starts no more fetches.</param>
/// <param name="ControlVersion">The latest change of what is asked of the job that was seen.</param>
/// <param name="NextOffset">Of a lane, where its next URL stands.</param>
/// <param name="Indexes">Of a lane, the index of each URL.</param>
/// <param name="Sources">In a redrive, the index that each URL has in the job it comes from.</param>
public sealed record SliceUrls(
    [property: JsonPropertyName("urls")] IReadOnlyList<string> Urls,
    [property: JsonPropertyName("stopped")] bool Stopped,
    [property: JsonPropertyName("control"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int ControlVersion = 0,
    [property: JsonPropertyName("sources"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? Sources = null,
    [property: JsonPropertyName("indexes"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? Indexes = null,
    [property: JsonPropertyName("next"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long NextOffset = 0);
