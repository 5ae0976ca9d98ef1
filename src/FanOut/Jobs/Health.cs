using System.Text.Json.Serialization;

namespace FanOut.Jobs;

internal sealed record Health(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("storage")] string Storage);
