using System.Text.Json.Serialization;
using FanOut.Jobs;

namespace FanOut.Orchestration;

/// <summary>
/// A run of consecutive URLs of a job, and the bytes of input.ndjson that hold their lines; or of one of its lanes, and
/// where that goes on in the lane's blob.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="First">Index of the first URL; of a lane, a number that no other batch has.</param>
/// <param name="Count">How many URLs.</param>
/// <param name="Offset">Where to begin to read, in bytes.</param>
/// <param name="Length">How many bytes to read at most; of a lane, 0.</param>
/// <param name="Skip">Lines read before the first of the slice.</param>
/// <param name="Lane">The lane, when the job has a cap per host.</param>
/// <param name="IsOfNewJob">The job began a moment ago: whoever reads this need not ask whether it has been stopped since.</param>
public sealed record Slice(
    [property: JsonPropertyName("job")] string JobId,
    [property: JsonPropertyName("first")] int First,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("offset")] long Offset,
    [property: JsonPropertyName("length")] long Length,
    [property: JsonPropertyName("skip")] int Skip,
    [property: JsonPropertyName("lane"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Lane = null,
    [property: JsonPropertyName("new"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsOfNewJob = false)
{
    public static Slice Of(string jobId, LineIndex lines, int first, int count)
    {
        var (offset, skip, length) = lines.Locate(first, count);
        return new Slice(jobId, first, count, offset, length, skip);
    }

    /// <summary>What is left of a slice of which so many URLs have been read.</summary>
    /// <param name="read">How many.</param>
    /// <param name="nextOffset">Where a lane goes on.</param>
    public Slice After(int read, long nextOffset) => Lane is null
        ? this with { First = First + read, Count = Count - read, Skip = Skip + read }
        : this with { Count = Count - read, Offset = nextOffset };
}
