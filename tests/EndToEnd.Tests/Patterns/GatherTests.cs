using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Patterns;

/// <summary><c>asyncio.gather(..., return_exceptions=True)</c></summary>
[Collection(PatternsCollection.Name)]
public sealed class GatherTests(AppFixture app, Httpbin httpbin)
{
    private const int LongestDelayMs = 2_000;
    /// <summary>One after the other they would take 4 s.</summary>
    private const int LimitMs = 3_500;

    [HttpbinFact]
    public async Task Gather_OfThreeDelays_TakesAsLongAsTheLongest()
    {
        var job = await app.Api.RunAsync(await Task.WhenAll(httpbin.UrlAsync("/delay/1"), httpbin.UrlAsync("/delay/2"), httpbin.UrlAsync("/delay/1")));

        Assert.Equal("succeeded", job.Text("status"));
        Assert.InRange(job.Number("elapsedMs"), LongestDelayMs, LimitMs);
        Assert.Equal(["/delay/1", "/delay/2", "/delay/1"], (await app.Api.RecordsAsync(job)).Select(record => new Uri(record.Text("url")).AbsolutePath));
    }

    [HttpbinFact]
    public async Task Gather_WithOneThatFails_KeepsTheOthers()
    {
        using var refused = new RefusedPort();

        var job = await app.Api.RunAsync([await httpbin.UrlAsync("/delay/1"), refused.Url, await httpbin.UrlAsync("/delay/2"), await httpbin.UrlAsync("/status/404")]);

        Assert.Equal(["ok", "connectError", "ok", "httpError"], (await app.Api.RecordsAsync(job)).Outcomes());
        Assert.Equal("partial", job.Text("status"));
        Assert.InRange(job.Number("elapsedMs"), LongestDelayMs, LimitMs);
    }

    [Fact]
    public async Task Gather_OfAHundredPages_GivesTheirTitlesInSeconds()
    {
        const int SecondsMs = 10_000;

        var job = await app.Api.RunAsync(app.Urls("/page", 100));

        var records = await app.Api.RecordsAsync(job);
        Assert.Equal(Enumerable.Range(1, 100).Select(n => $"Page {n} of the sample site"), records.Select(record => record.Text("title")));
        Assert.Equal(100, job.Outcomes("ok"));
        Assert.InRange(job.Number("elapsedMs"), 0, SecondsMs);
    }
}
