using System.Text.Json.Serialization;

namespace FanOut.Callbacks;

/// <summary>What came of one attempt to tell a job's end.</summary>
/// <param name="StatusCode">Of the receiver's answer; null without one.</param>
/// <param name="Error">Null when it is delivered.</param>
/// <param name="IsFinal">Another attempt would make no sense.</param>
public sealed record CallbackAnswer(
    [property: JsonPropertyName("code"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? StatusCode,
    [property: JsonPropertyName("error"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error,
    [property: JsonPropertyName("final"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsFinal = false)
{
    [JsonIgnore] public bool IsDelivered => Error is null;
}
