using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>What a look for old jobs came to.</summary>
/// <param name="IsOn">The app is still set to purge them.</param>
/// <param name="HasMore">There are more than one round removes.</param>
public sealed record RetentionRound(
    [property: JsonPropertyName("on")] bool IsOn,
    [property: JsonPropertyName("more")] bool HasMore);
