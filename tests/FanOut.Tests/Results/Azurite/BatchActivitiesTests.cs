using System.Text;
using System.Text.Json;
using Azure;
using FanOut.Control;
using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Orchestration;
using FanOut.Results;
using FanOut.Tests.Telemetry;
using FunctionsEmulator.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FanOut.Tests.Results.Azurite;

[Collection(AzuriteTests.Name)]
public sealed class BatchActivitiesTests(AzuriteFixture azurite)
{
    private const int LongUrl = 2_000;

    [Fact]
    public async Task Slice_OfLongUrls_ComesInPiecesThatFitAMessage()
    {
        const int Count = 500;
        var job = await StoredJob.CreateAsync(azurite);
        var lines = await PutInputAsync(job, Count);
        var read = new ReadSliceActivity(job.Input, WatcherOf(job));
        var slice = Slice.Of(StoredJob.Id, lines, 300, 190);

        var urls = new List<string>();
        while (urls.Count < slice.Count)
        {
            var piece = await read.RunAsync(slice with { First = 300 + urls.Count, Count = slice.Count - urls.Count, Skip = slice.Skip + urls.Count }, CancellationToken.None);
            Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(piece).Length, 1, 300 * 1024);
            Assert.False(piece.Stopped);
            urls.AddRange(piece.Urls);
        }

        Assert.Equal(Enumerable.Range(300, 190).Select(UrlOf), urls);
    }

    [Fact]
    public async Task Slice_BehindOneThatWasRead_IsThereWithoutStorage()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var lines = await PutInputAsync(job, 20);
        var read = new ReadSliceActivity(job.Input, WatcherOf(job));
        await read.RunAsync(Slice.Of(StoredJob.Id, lines, 0, 10), CancellationToken.None);
        await job.Blobs.Input(StoredJob.Id).DeleteAsync();

        var next = await read.RunAsync(Slice.Of(StoredJob.Id, lines, 10, 10), CancellationToken.None);

        Assert.Equal(Enumerable.Range(10, 10).Select(UrlOf), next.Urls);
    }

    [Theory, InlineData(20, true), InlineData(40, false)]
    public async Task Slice_OfAListThatWasWrittenHere_IsThereWithoutStorageWhereTheListIsShort(int urls, bool isShort)
    {
        var job = await StoredJob.CreateAsync(azurite);
        var lines = await PutInputAsync(job, urls);
        var content = (await job.Blobs.Input(StoredJob.Id).DownloadContentAsync()).Value.Content;
        await using var stream = new InputBlobStream(job.Blobs.Input(StoredJob.Id));
        await stream.WriteAsync(content.ToMemory());
        job.Inputs.Keep(StoredJob.Id, stream.Whole!.Value);
        await job.Blobs.Input(StoredJob.Id).DeleteAsync();

        var reading = new ReadSliceActivity(job.Input, WatcherOf(job)).RunAsync(Slice.Of(StoredJob.Id, lines, 0, 20), CancellationToken.None);

        if (isShort) Assert.Equal(Enumerable.Range(0, 20).Select(UrlOf), (await reading).Urls);
        else await Assert.ThrowsAsync<RequestFailedException>(() => reading);
    }

    [Fact]
    public async Task Slice_ThatCouldNotBeRead_IsReadWhenItIsThere()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var read = new ReadSliceActivity(job.Input, WatcherOf(job));
        await Assert.ThrowsAsync<RequestFailedException>(() => read.RunAsync(new Slice(StoredJob.Id, 0, 10, 0, 1_000, 0), CancellationToken.None));

        var lines = await PutInputAsync(job, 10);
        var found = await read.RunAsync(Slice.Of(StoredJob.Id, lines, 0, 10), CancellationToken.None);

        Assert.Equal(10, found.Urls.Count);
    }

    [Fact]
    public async Task Slice_OfANewJob_IsReadWithoutALookAtWhatWasAskedOfIt()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var lines = await PutInputAsync(job, 10);
        await new ControlStore(job.Blobs).UpdateAsync(StoredJob.Id, state => state with { Cancelled = true }, CancellationToken.None);

        var read = await new ReadSliceActivity(job.Input, WatcherOf(job)).RunAsync(Slice.Of(StoredJob.Id, lines, 0, 10) with { IsOfNewJob = true }, CancellationToken.None);

        Assert.False(read.Stopped);
        Assert.Equal(10, read.Urls.Count);
    }

    [Fact]
    public async Task Lists_OfManyJobsThatWereWrittenHere_AreAllThereWithoutStorage()
    {
        const int Jobs = 1_000, Bytes = 900;
        var job = await StoredJob.CreateAsync(azurite);
        for (var i = 0; i < Jobs; i++) job.Inputs.Keep($"job{i}", new byte[Bytes]);

        for (var i = 0; i < Jobs; i++) Assert.Equal(Bytes, (await job.Inputs.GetAsync($"job{i}", 0, CancellationToken.None)).Length);
    }

    [Fact]
    public async Task Commit_RemovesThePartsOfTheOneBefore()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var first = await job.WriteAsync(0, LineOf(0));
        var second = await job.WriteAsync(1, LineOf(1));
        var end = await job.CommitAsync(0, first);

        await job.Commits.RunAsync(new CommitInput(StoredJob.Id, end, [second], Done: [first]), CancellationToken.None);
        await job.FromElsewhere().Commits.RunAsync(new CommitInput(StoredJob.Id, end, [second], Done: [first]), CancellationToken.None);

        Assert.Equal(LineOf(0) + LineOf(1), await job.ReadAsync());
        Assert.False(await job.Blobs.Part(StoredJob.Id, first.First).ExistsAsync());
        Assert.True(await job.Blobs.Part(StoredJob.Id, second.First).ExistsAsync());

        static string LineOf(int index) => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(RecordOf(index), ResultsJson.Default.FetchRecord)) + "\n";
    }

    [Fact]
    public async Task Slice_OfAStoppedJob_SaysSo()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var lines = await PutInputAsync(job, 10);
        await new ControlStore(job.Blobs).UpdateAsync(StoredJob.Id, state => state with { Cancelled = true }, CancellationToken.None);

        var read = await new ReadSliceActivity(job.Input, WatcherOf(job)).RunAsync(Slice.Of(StoredJob.Id, lines, 0, 10), CancellationToken.None);

        Assert.True(read.Stopped);
    }

    [Fact]
    public async Task Batch_OfRecordsShortAndStored_IsWholeLinesInOrderHoweverOftenItIsWritten()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var records = new RecordStore(job.Blobs);
        var request = new FetchRequest
        {
            JobId = StoredJob.Id,
            Index = 1,
            Url = UrlOf(1),
            NotAfter = DateTime.UnixEpoch,
            Options = new FetchOptions { MaxRecordBytes = 1_000 },
        };
        var text = string.Concat(Enumerable.Repeat("ä\n\"<", 1_000));
        var stored = await records.ShortenAsync(request, RecordOf(1) with { Text = text }, CancellationToken.None);
        Assert.Equal((true, null), (stored.IsStored, stored.Text));
        var write = WriteBatch(job);
        var batch = new BatchRecords(StoredJob.Id, [RecordOf(0), stored, RecordOf(2) with { Outcome = Outcome.Timeout }]);

        var first = await write.RunAsync(batch, CancellationToken.None);
        var again = await write.RunAsync(batch, CancellationToken.None);

        Assert.Equal(first.Part, again.Part);
        var lines = Encoding.UTF8.GetString((await job.FromElsewhere().Parts.ReadAsync(StoredJob.Id, first.Part, CancellationToken.None)).Span);
        Assert.Equal(first.Part.Length, Encoding.UTF8.GetByteCount(lines));
        var read = Records(lines);
        Assert.Equal([0, 1, 2], read.Select(record => record.Index));
        Assert.Equal((text, false), (read[1].Text, read[1].IsStored));
        Assert.Equal(new Dictionary<Outcome, int> { [Outcome.Ok] = 2, [Outcome.Timeout] = 1 }, first.Outcomes);
        Assert.Equal(300, first.Bytes);
    }

    [Fact]
    public async Task NotRun_OfASlice_IsALineForEachOfItsUrls()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var lines = await PutInputAsync(job, 200);

        var result = await WriteNotRun(job).RunAsync(new NotRunInput(Slice.Of(StoredJob.Id, lines, 70, 100), Outcome.Cancelled), CancellationToken.None);

        Assert.Equal((70, 100), (result.Part.First, result.Part.Count));
        await job.CommitAsync(0, result.Part);
        var records = Records(await job.ReadAsync());
        Assert.Equal(Enumerable.Range(70, 100).Select(i => (i, UrlOf(i), Outcome.Cancelled)), records.Select(record => (record.Index, record.Url, record.Outcome)));
    }

    [Fact]
    public async Task Batch_ThatIsAWholeJob_IsItsResultsAndLeavesNoPart()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var batch = new BatchRecords(StoredJob.Id, [RecordOf(0), RecordOf(1)], IsWholeJob: true);

        var written = await WriteBatch(job).RunAsync(batch, CancellationToken.None);

        Assert.True(written.IsCommitted);
        Assert.Equal([0, 1], Records(await job.ReadAsync()).Select(record => record.Index));
        Assert.Equal(written.Part.Length, (await job.Digests.GetAsync(StoredJob.Id, written.Part.Length, CancellationToken.None)).Position);
        Assert.False(await job.Blobs.Part(StoredJob.Id, 0).ExistsAsync());
        Assert.Equal(JobBlobs.ResultsType, (await job.Results.GetPropertiesAsync()).Value.ContentType);
    }

    [Fact]
    public async Task WholeJob_ThatIsWrittenAgain_StaysAsItWasFirstAndIsToldSo()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var lines = await PutInputAsync(job, 2);
        var batch = new BatchRecords(StoredJob.Id, [RecordOf(0), RecordOf(1) with { Outcome = Outcome.Timeout, Bytes = 5 }], IsWholeJob: true);
        var first = await WriteBatch(job).RunAsync(batch, CancellationToken.None);
        var results = await job.ReadAsync();

        var again = await WriteBatch(job.FromElsewhere()).RunAsync(batch, CancellationToken.None);
        var other = await WriteNotRun(job.FromElsewhere())
            .RunAsync(new NotRunInput(Slice.Of(StoredJob.Id, lines, 0, 2), Outcome.Cancelled, IsWholeJob: true), CancellationToken.None);

        Assert.Equal(results, await job.ReadAsync());
        foreach (var told in new[] { first, again, other })
        {
            Assert.True(told.IsCommitted);
            Assert.Equal(new Part(0, 2, results.Length), told.Part);
            Assert.Equal(new Dictionary<Outcome, int> { [Outcome.Ok] = 1, [Outcome.Timeout] = 1 }, told.Outcomes);
            Assert.Equal(105, told.Bytes);
        }
    }

    [Fact]
    public async Task NotRun_OfAWholeJob_IsItsResults()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var lines = await PutInputAsync(job, 3);

        var written = await WriteNotRun(job).RunAsync(new NotRunInput(Slice.Of(StoredJob.Id, lines, 0, 3), Outcome.NotRun, IsWholeJob: true), CancellationToken.None);

        Assert.True(written.IsCommitted);
        Assert.Equal([Outcome.NotRun, Outcome.NotRun, Outcome.NotRun], Records(await job.ReadAsync()).Select(record => record.Outcome));
        Assert.False(await job.Blobs.Part(StoredJob.Id, 0).ExistsAsync());
    }

    private static WriteBatchActivity WriteBatch(StoredJob job) =>
        new(job.Parts, new LanePartStore(job.Blobs), job.Whole, new RecordStore(job.Blobs), TestMetrics.Create(), TimeProvider.System);

    private static WriteNotRunActivity WriteNotRun(StoredJob job) => new(job.Parts, new LanePartStore(job.Blobs), job.Whole, job.Input);

    private static List<FetchRecord> Records(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize(line, ResultsJson.Default.FetchRecord)!)];

    private static string UrlOf(int index) => $"https://example.com/{new string('x', LongUrl)}/{index}";

    private static FetchRecord RecordOf(int index) => new() { Index = index, Url = UrlOf(index), Outcome = Outcome.Ok, Bytes = 100, Attempts = 1 };

    private static ControlWatcher WatcherOf(StoredJob job) => new(new ControlStore(job.Blobs), TimeProvider.System, NullLogger<ControlWatcher>.Instance);

    private static async Task<LineIndex> PutInputAsync(StoredJob job, int count)
    {
        var lines = new LineIndexBuilder();
        var content = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var line = JsonSerializer.Serialize(new InputLine(UrlOf(i)), ResultsJson.Default.InputLine) + "\n";
            lines.Add(line.Length);
            content.Append(line);
        }
        await job.Blobs.Input(StoredJob.Id).UploadAsync(BinaryData.FromString(content.ToString()).ToStream());
        return lines.Build();
    }
}
