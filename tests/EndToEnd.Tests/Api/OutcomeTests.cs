using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class OutcomeTests(AppFixture app)
{
    [Fact]
    public async Task Outcomes_OfOneJob_AreEachUrlsOwn()
    {
        using var refused = new RefusedPort();
        string[] urls =
        [
            app.Url("/page/1"), app.Url("/status/404"), app.Url("/delay/30000"), "http://no-such-host.invalid/", refused.Url,
            app.Url("/bytes/5000001"), "ftp://127.0.0.1/", "http://user@127.0.0.1/", "not a url", $"{app.Url("/page/")}{new string('1', 2_048)}",
            app.Url("/redirect/100"), "http://localhost./", app.Url("/flaky/outcomes/2"),
        ];

        var job = await app.Api.RunAsync(urls, new { timeoutSeconds = 3, maxBodyBytes = 5_000_000 });

        var records = await app.Api.RecordsAsync(job);
        Assert.Equal(
            [
                "ok", "httpError", "timeout", "dnsError", "connectError", "tooLarge", "invalidUrl", "invalidUrl", "invalidUrl", "invalidUrl",
                "redirectError", "blocked", "ok",
            ],
            records.Outcomes());
        Assert.All(records, record => Assert.Equal(record.Text("outcome") is "ok", record.IsNull("error")));
        Assert.Equal(404, records[1].Number("statusCode"));
        Assert.True(records[2].Real("durationMs") >= 2_990);
        Assert.Equal(3, records[^1].Number("attempts"));
        Assert.Equal(urls[..9], records.Take(9).Select(record => record.Text("url")));
        Assert.Equal(records.Outcomes().CountBy(outcome => outcome).ToDictionary(), job.Get("outcomes").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetInt32()));
    }

    [Fact]
    public async Task PrivateAddress_WithoutAllowedNetworks_IsBlocked()
    {
        await using var own = await app.StartAppAsync("guarded", ("FanOut:AllowedNetworks", null));
        string[] urls = [app.Url("/page/1"), $"http://localhost:{app.Site.BaseUri.Port}/page/1", "http://169.254.169.254/latest/meta-data/", "http://[::1]/"];
        var before = app.Site.Requests;

        var job = await own.Api.RunAsync(urls);

        Assert.All(await own.Api.RecordsAsync(job), record => Assert.Equal("blocked", record.Text("outcome")));
        Assert.Equal(before, app.Site.Requests);
    }

    [Fact]
    public async Task Deadline_OfAJob_CancelsWhatRunsAndRunsNoMore()
    {
        const int Cap = 4, Total = 20;

        var job = await app.Api.RunAsync(
            Enumerable.Repeat(app.Url("/delay/30000"), Total), new { deadlineSeconds = 1.5, timeoutSeconds = 60, maxConcurrency = Cap });

        var records = await app.Api.RecordsAsync(job);
        Assert.Equal(Enumerable.Repeat("cancelled", Cap).Concat(Enumerable.Repeat("notRun", Total - Cap)), records.Outcomes());
        Assert.Equal("partial", job.Text("status"));
        Assert.InRange(job.Number("elapsedMs"), 1_000, 10_000);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("10%")]
    public async Task ToleratedFailures_WhenThereAreMore_FailTheJob(string tolerated)
    {
        const int Total = 20;
        var urls = app.Urls("/page", 2).Concat(Enumerable.Repeat(app.Url("/status/404"), 3)).Concat(Enumerable.Repeat(app.Url("/delay/30000"), Total - 5));

        var job = await app.Api.RunAsync(urls, new { toleratedFailures = tolerated, maxConcurrency = 5, timeoutSeconds = 60 });

        Assert.Equal("failed", job.Text("status"));
        Assert.NotEmpty(job.Text("error"));
        var records = await app.Api.RecordsAsync(job);
        Assert.Equal(["ok", "ok", "httpError", "httpError", "httpError"], records.Take(5).Outcomes());
        Assert.All(records.Skip(5), record => Assert.Contains(record.Text("outcome"), new[] { "cancelled", "notRun" }));
        Assert.Equal("notRun", records[^1].Text("outcome"));
    }

    [Fact]
    public async Task ToleratedFailures_WhenThereAreAsMany_LeaveTheJobAlone()
    {
        var job = await app.Api.RunAsync([app.Url("/status/404"), app.Url("/page/1")], new { toleratedFailures = "50%" });

        Assert.Equal("partial", job.Text("status"));
    }

    [Fact]
    public async Task Health_OfAnAppThatWorks_SaysSo()
    {
        var health = await app.Api.Http.GetFromJsonAsync<JsonElement>("/api/health");

        Assert.Equal("healthy", health.Text("status"));
        Assert.Equal("ok", health.Text("storage"));
    }
}
