using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>A job whose end is to be told.</summary>
public sealed record CallbackInput(
    [property: JsonPropertyName("job")] string JobId,
    [property: JsonPropertyName("url")] string Url);
