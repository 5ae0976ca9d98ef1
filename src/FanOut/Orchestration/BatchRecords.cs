using System.Text.Json.Serialization;
using FanOut.Fetching;

namespace FanOut.Orchestration;

/// <summary>The records of a batch on their way to storage.</summary>
public sealed record BatchRecords(
    [property: JsonPropertyName("job")] string JobId,
    [property: JsonPropertyName("first")] int First,
    [property: JsonPropertyName("records")] IReadOnlyList<FetchRecord> Records,
    [property: JsonPropertyName("onLane"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OnLane = false);
