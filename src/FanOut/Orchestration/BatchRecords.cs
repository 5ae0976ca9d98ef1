using System.Text.Json.Serialization;
using FanOut.Fetching;

namespace FanOut.Orchestration;

/// <summary>The records of a batch on their way to storage.</summary>
public sealed record BatchRecords(
    [property: JsonPropertyName("job")] string JobId,
    [property: JsonPropertyName("records")] IReadOnlyList<FetchRecord> Records,
    [property: JsonPropertyName("onLane"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OnLane = false,
    [property: JsonPropertyName("whole"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsWholeJob = false)
{
    /// <summary>The lowest index among the records, which are in its order.</summary>
    [JsonIgnore] public int First => Records[0].Index;
}
