using FanOut.Fetching;
using FanOut.Orchestration;
using FunctionsEmulator.Durable.Execution;
using Microsoft.DurableTask;

namespace Simulator;

/// <summary>What the activities of a job answer in which every fetch succeeds.</summary>
internal sealed class Answers(DataConverter converter)
{
    private const int BytesPerRecord = 300;

    public string? To(OpenTask task) => converter.Serialize(task.Name switch
    {
        ActivityNames.Fetch => Fetched(Read<FetchRequest>(task)),
        ActivityNames.ReadSlice => Urls(Read<Slice>(task)),
        ActivityNames.WriteBatch => Written(Read<BatchRecords>(task)),
        ActivityNames.CommitResults => Committed(Read<CommitInput>(task)),
        ActivityNames.ReadControl => JobControl.Nothing,
        ActivityNames.FinishJob => null,
        _ => throw new NotSupportedException($"The simulated job does not come to '{task.Name}'."),
    });

    public int IndexOf(OpenTask fetch) => Read<FetchRequest>(fetch).Index;

    private static FetchRecord Fetched(FetchRequest request) => new() { Index = request.Index, Url = request.Url, Outcome = Outcome.Ok, Attempts = 1 };

    private static SliceUrls Urls(Slice slice) => new([.. Enumerable.Range(slice.First, slice.Count).Select(index => $"https://example.com/{index}")], false);

    private static BatchResult Written(BatchRecords batch) => new()
    {
        Part = new Part(batch.First, batch.Records.Count, batch.Records.Count * BytesPerRecord),
        Outcomes = new() { [Outcome.Ok] = batch.Records.Count },
        LastIndex = batch.Records[^1].Index,
        IsCommitted = batch.IsWholeJob,
    };

    private static long Committed(CommitInput commit) => commit.Position + commit.Parts.Sum(part => part.Length);

    private T Read<T>(OpenTask task) => converter.Deserialize<T>(task.Input)!;
}
