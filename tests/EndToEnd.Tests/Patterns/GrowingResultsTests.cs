using System.Net;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Patterns;

/// <summary><c>async for result in as_completed(...)</c>, in order, and from another process.</summary>
[Collection(PatternsCollection.Name)]
public sealed class GrowingResultsTests(AppFixture app)
{
    [Fact]
    public async Task Results_BeforeASlowBatch_AreReadableWhileTheJobRuns()
    {
        const int BatchSize = 5, Fast = 15;
        var urls = app.Urls("/page", Fast).Append(app.Url("/delay/30000")).Concat(app.Urls("/json", 9));
        var id = (await app.Api.StartAsync(urls, new { batchSize = BatchSize, maxConcurrency = 10, timeoutSeconds = 60 })).Text("id");

        var early = await Eventually.SeeAsync(() => app.Api.ResultsAsync(id), results => results.Records.Count >= Fast, "the records before the slow batch");

        Assert.False(early.IsComplete);
        Assert.Equal(Fast, early.Records.Count);
        Assert.All(early.Records, record => Assert.Equal("ok", record.Text("outcome")));
        Assert.Equal(HttpStatusCode.Accepted, await app.Api.DeleteAsync(id));
        var records = await app.Api.RecordsAsync(await app.Api.EndAsync(id));
        Assert.Equal("cancelled", records[Fast].Text("outcome"));
        Assert.StartsWith(early.Text, (await app.Api.ResultsAsync(id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_ReadAgainAndAgain_OnlyEverGrow()
    {
        const int Fetches = 1_000;
        var id = (await app.Api.StartAsync(app.Urls("/page", Fetches), new { batchSize = 20, maxConcurrency = 40 })).Text("id");

        var last = new Results(false, "");
        var growths = 0;
        while (!last.IsComplete)
        {
            // Each is checked to be whole lines in index order.
            var next = await app.Api.ResultsAsync(id);
            Assert.StartsWith(last.Text, next.Text, StringComparison.Ordinal);
            if (next.Records.Count > last.Records.Count) growths++;
            last = next;
        }

        Assert.Equal(Fetches, last.Records.Count);
        Assert.True(growths > 2, $"The results were seen to grow {growths} times only.");
    }
}
