using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>Records to put at the end of results.ndjson in index order, from the parts of all lanes.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Position">How long results.ndjson is, in bytes.</param>
/// <param name="From">The first index that is not in it.</param>
/// <param name="To">The index to stop before; every record below it is in a part.</param>
public sealed record MergeInput(
    [property: JsonPropertyName("job")] string JobId,
    [property: JsonPropertyName("position")] long Position,
    [property: JsonPropertyName("from")] int From,
    [property: JsonPropertyName("to")] int To);
