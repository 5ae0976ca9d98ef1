using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Orchestration;
using FanOut.Results;
using FanOut.Tests.Fetching;
using FanOut.Tests.Orchestration;
using FunctionsEmulator.Tests.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;

namespace FanOut.Tests.Results.Azurite;

[Collection(AzuriteTests.Name)]
public sealed class FinishJobTests(AzuriteFixture azurite)
{
    private const string Lines = """
        {"index":0,"url":"https://example.com/a","outcome":"ok","attempts":1,"durationMs":12.5}
        {"index":1,"url":"https://example.org/b","outcome":"timeout","attempts":1,"durationMs":1000}

        """;

    [Fact]
    public async Task Manifest_OfAJob_TellsWhatIsInItsResultsAndWhatItCost()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var finish = await CommittedAsync(job);
        using var meter = new StorageMeter(TimeProvider.System);
        meter.Begin(StoredJob.Id, meter.Total);

        await Activity(job, meter).RunAsync(finish, CancellationToken.None);

        var manifest = await ReadAsync(job);
        Assert.Equal("partial", manifest.GetProperty("job").GetProperty("status").GetString());
        Assert.Equal(2, manifest.GetProperty("job").GetProperty("done").GetInt32());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Lines))), manifest.GetProperty("results").GetProperty("sha256").GetString());
        Assert.Equal(Encoding.UTF8.GetByteCount(Lines), manifest.GetProperty("results").GetProperty("length").GetInt64());
        Assert.Equal(1_000, manifest.GetProperty("durationsMs").GetProperty("max").GetDouble(), 5.0);
        Assert.Equal(1, manifest.GetProperty("hosts").GetProperty("example.org").GetInt32());
        Assert.Equal((7, 3, 40), (Cost("activities"), Cost("orchestrations"), Cost("historyEvents")));

        int Cost(string name) => manifest.GetProperty("receipt").GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Parts_OfAFinishedJob_AreGone()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var finish = await CommittedAsync(job);
        await job.Blobs.Record(StoredJob.Id, 1).UploadAsync(BinaryData.FromString("{}"));
        using var meter = new StorageMeter(TimeProvider.System);

        await Activity(job, meter).RunAsync(finish, CancellationToken.None);

        var left = new List<string>();
        await foreach (var blob in job.Blobs.Container.GetBlobsAsync()) left.Add(blob.Name);
        Assert.Equal([$"{StoredJob.Id}/manifest.json", $"{StoredJob.Id}/results.ndjson"], left);
        Assert.Equal(Lines, await job.ReadAsync());
    }

    [Fact]
    public async Task PartsOfTheLastCommit_WhereNothingElseIsLeft_AreRemovedByName()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var finish = await CommittedAsync(job);
        var stranger = job.Blobs.Record(StoredJob.Id, 1);
        await stranger.UploadAsync(BinaryData.FromString("{}"));
        using var meter = new StorageMeter(TimeProvider.System);

        await Activity(job, meter).RunAsync(finish with { Done = [new Part(0, 2, finish.Progress.ResultsLength)] }, CancellationToken.None);

        Assert.False(await job.Blobs.Part(StoredJob.Id, 0).ExistsAsync());
        Assert.True(await stranger.ExistsAsync());
        Assert.True(await job.Blobs.Manifest(StoredJob.Id).ExistsAsync());
    }

    [Fact]
    public async Task Finish_Repeated_LeavesTheManifestAsItWas()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var finish = await CommittedAsync(job);
        using var meter = new StorageMeter(TimeProvider.System);
        meter.Begin(StoredJob.Id, meter.Total);
        await Activity(job, meter).RunAsync(finish, CancellationToken.None);
        var first = (await ReadAsync(job)).GetRawText();

        await Activity(job, meter).RunAsync(finish, CancellationToken.None);
        await Activity(job.FromElsewhere(), meter).RunAsync(finish, CancellationToken.None);

        Assert.Equal(first, (await ReadAsync(job)).GetRawText());
    }

    [Fact]
    public async Task Finish_LeavesTheLineThatAlertsLookFor()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var finish = await CommittedAsync(job);
        finish.Progress.Status = JobStatus.Failed;
        using var meter = new StorageMeter(TimeProvider.System);
        var log = new FakeLogger<FinishJobActivity>();

        await Activity(job, meter, log).RunAsync(finish, CancellationToken.None);

        Assert.Equal((LogLevel.Warning, $"Job {StoredJob.Id} ended as Failed: 2 of 2 URLs have their record"), (log.LatestRecord.Level, log.LatestRecord.Message));
    }

    private static readonly TestFetcher s_fetcher = new();

    private static FinishJobActivity Activity(StoredJob job, StorageMeter meter, ILogger<FinishJobActivity>? log = null) =>
        new(job.Blobs, job.Parts, job.Digests, meter, s_fetcher.Fetcher, log ?? NullLogger<FinishJobActivity>.Instance);

    private static async Task<JsonElement> ReadAsync(StoredJob job) =>
        (await job.Blobs.Manifest(StoredJob.Id).DownloadContentAsync()).Value.Content.ToObjectFromJson<JsonElement>();

    private static async Task<FinishInput> CommittedAsync(StoredJob job)
    {
        var length = await job.CommitAsync(0, await job.WriteAsync(0, Lines));
        return new FinishInput(StoredJob.Id, MockedJob.InputOf(2, new JobOptions()), new JobProgress
        {
            Status = JobStatus.Partial,
            FinishedAt = DateTimeOffset.UnixEpoch,
            Outcomes = new() { [Outcome.Ok] = 1, [Outcome.Timeout] = 1 },
            ResultsLength = length,
            Work = new WorkCount(7, 3, 40),
        });
    }
}
