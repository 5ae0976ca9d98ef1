using System.Text.Json.Serialization;
using FanOut.Jobs;

namespace FanOut.Orchestration;

/// <summary>A run of consecutive URLs of a job, and the bytes of input.ndjson that hold their lines.</summary>
/// <param name="JobId">The job.</param>
/// <param name="First">Index of the first URL.</param>
/// <param name="Count">How many URLs.</param>
/// <param name="Offset">Where to begin to read, in bytes.</param>
/// <param name="Length">How many bytes to read at most.</param>
/// <param name="Skip">Lines read before the first of the slice.</param>
public sealed record Slice(
    [property: JsonPropertyName("job")] string JobId,
    [property: JsonPropertyName("first")] int First,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("offset")] long Offset,
    [property: JsonPropertyName("length")] long Length,
    [property: JsonPropertyName("skip")] int Skip)
{
    public static Slice Of(string jobId, LineIndex lines, int first, int count)
    {
        var (offset, skip, length) = lines.Locate(first, count);
        return new Slice(jobId, first, count, offset, length, skip);
    }
}
