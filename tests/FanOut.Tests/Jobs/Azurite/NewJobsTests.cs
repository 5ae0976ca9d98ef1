using FanOut.Jobs;
using FanOut.Orchestration;
using FanOut.Results;
using FanOut.Tests.Results.Azurite;
using FunctionsEmulator.Tests.Storage;

namespace FanOut.Tests.Jobs.Azurite;

[Collection(AzuriteTests.Name)]
public sealed class NewJobsTests(AzuriteFixture azurite)
{
    private static readonly string[] s_ids = [.. Enumerable.Range(0, 5).Select(n => $"00000000000000{n:D2}deadbeef")];

    [Fact]
    public async Task Listing_OfJobsWithAndWithoutBlobs_IsNewestFirstAndNamesEachOnce()
    {
        var stored = await StoredJob.CreateAsync(azurite);
        using var jobs = new NewJobs(stored.Blobs);
        foreach (var id in s_ids[1..4]) await stored.InputWriter.WriteAsync(id, ["u"], CancellationToken.None);
        foreach (var n in (int[])[4, 2, 0]) jobs.Add(s_ids[n]);

        Assert.Equal(s_ids, await jobs.ListAsync(null, CancellationToken.None).ToListAsync());
        Assert.Equal(s_ids[3..], await jobs.ListAsync(s_ids[2], CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task Input_ThatIsWritten_IsWhatItsListWasAndKeepsItsJobListed()
    {
        string[] urls = ["https://example.com/ä?a=\"b\"", "no url"];
        var stored = await StoredJob.CreateAsync(azurite);
        using var jobs = new NewJobs(stored.Blobs);
        jobs.Add(StoredJob.Id);
        var write = new WriteInputActivity(stored.InputWriter, jobs);

        for (var attempt = 0; attempt < 2; attempt++) await write.RunAsync(new ShortList(StoredJob.Id, urls), CancellationToken.None);

        var content = (await stored.Blobs.Input(StoredJob.Id).DownloadContentAsync()).Value.Content;
        Assert.Equal(urls, ShortLists.Read(content.ToMemory()));
        Assert.Equal([StoredJob.Id], await jobs.ListAsync(null, CancellationToken.None).ToListAsync());
    }
}
