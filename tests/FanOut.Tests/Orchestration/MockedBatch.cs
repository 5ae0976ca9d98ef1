using FanOut.Fetching;
using FanOut.Orchestration;

namespace FanOut.Tests.Orchestration;

/// <summary>A batch whose fetches the test answers; reading and writing need no help.</summary>
internal sealed class MockedBatch
{
    public const int First = 100;

    private readonly Task<BatchResult> _run;

    public MockedBatch(int count, DateTime? deadline = null, bool stopped = false, int urlsPerRead = int.MaxValue, FetchOptions? options = null, IReadOnlyList<string>? urls = null)
    {
        Context = new MockedContext(new BatchInput
        {
            Slice = new Slice(MockedContext.JobId, First, count, 4_000, 2_000, 36),
            Options = options ?? new FetchOptions(),
            Deadline = deadline,
            Urls = urls,
        });
        Reads = Context.Activity<SliceUrls>(ActivityNames.ReadSlice);
        Reads.AtOnce = input => Read((Slice)input, urlsPerRead, stopped);
        Fetches = Context.Activity<FetchRecord>(ActivityNames.Fetch);
        Writes = Context.Activity<BatchResult>(ActivityNames.WriteBatch);
        Writes.AtOnce = input => new BatchResult
        {
            Part = new Part(((BatchRecords)input).First, ((BatchRecords)input).Records.Count, 10),
            Outcomes = [],
        };
        _run = Context.Start(BatchOrchestrator.RunAsync);
    }

    public MockedContext Context { get; }
    public MockedTasks<SliceUrls> Reads { get; }
    public MockedTasks<FetchRecord> Fetches { get; }
    public MockedTasks<BatchResult> Writes { get; }

    public bool IsEnded => _run.IsCompleted;

    public Task<BatchResult> Result => IsEnded ? _run : throw new InvalidOperationException("The batch has not ended.");

    public IReadOnlyList<FetchRecord> Written => Writes.Inputs<BatchRecords>().Single().Records;

    public static string UrlOf(int index) => $"https://example.com/{index}";

    public void Answer(int fetch)
    {
        var request = (FetchRequest)Fetches.All[fetch].Input!;
        Fetches.All[fetch].Answer(new FetchRecord { Index = request.Index, Url = request.Url, Outcome = Outcome.Ok });
    }

    private static SliceUrls Read(Slice slice, int atMost, bool stopped) =>
        new([.. Enumerable.Range(slice.First, Math.Min(slice.Count, atMost)).Select(UrlOf)], stopped);
}
