using System.Text.Json.Serialization;
using FanOut.Fetching;

namespace FanOut.Orchestration;

/// <summary>URLs to record without fetching them, and as what.</summary>
public sealed record NotRunInput(
    [property: JsonPropertyName("slice")] Slice Slice,
    [property: JsonPropertyName("outcome")] Outcome Outcome,
    [property: JsonPropertyName("whole"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsWholeJob = false);
