using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Patterns;

/// <summary><c>asyncio.wait_for(..., timeout=5)</c></summary>
[Collection(PatternsCollection.Name)]
public sealed class WaitForTests(AppFixture app)
{
    [Fact]
    public async Task Timeout_OfFiveSecondsOnAnAnswerAfterTen_LosesNothingOfItsBatch()
    {
        const double AboutFiveMin = 4_900, AboutFiveMax = 7_500;
        string[] urls = [app.Url("/page/1"), app.Url("/delay/10000"), app.Url("/page/2"), app.Url("/delay/500")];

        var job = await app.Api.RunAsync(urls, new { timeoutSeconds = 5, batchSize = urls.Length });

        var records = await app.Api.RecordsAsync(job);
        Assert.Equal(["ok", "timeout", "ok", "ok"], records.Outcomes());
        Assert.InRange(records[1].Real("durationMs"), AboutFiveMin, AboutFiveMax);
        Assert.InRange(job.Real("elapsedMs"), AboutFiveMin, AboutFiveMax);
        Assert.Equal("Page 2 of the sample site", records[2].Text("title"));
        Assert.True(records[3].Number("bytes") > 0);
    }
}
