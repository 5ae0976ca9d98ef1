using System.Diagnostics;
using System.Net;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class CancelTests(AppFixture app)
{
    [Fact]
    public async Task Cancel_OfARunningJob_LeavesOneRecordForEveryUrl()
    {
        const int Cap = 10, Total = 200;
        // It is about 2 s; the fetches themselves would take 30.
        var limit = TimeSpan.FromSeconds(6);
        await using var site = await FanOut.Cli.Site.SampleSite.StartAsync();
        var urls = Enumerable.Range(0, Total).Select(n => $"{site.BaseUri}{(n < Cap / 2 ? "page/1" : "delay/30000")}");
        var id = (await app.Api.StartAsync(urls, new { maxConcurrency = Cap, batchSize = Cap / 2, timeoutSeconds = 60 })).Text("id");
        await Eventually.SeeAsync(() => Task.FromResult(site.InFlight), inFlight => inFlight == Cap, "a full house");

        var since = Stopwatch.GetTimestamp();
        Assert.Equal(HttpStatusCode.Accepted, await app.Api.DeleteAsync(id));
        var job = await app.Api.EndAsync(id);

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, limit);
        Assert.Equal("cancelled", job.Text("status"));
        Assert.Equal(Total, job.Number("done"));
        var records = await app.Api.RecordsAsync(job);
        Assert.All(records.Take(Cap / 2), record => Assert.Equal("ok", record.Text("outcome")));
        Assert.All(records.Skip(Cap / 2).Take(Cap), record => Assert.Equal("cancelled", record.Text("outcome")));
        Assert.All(records.Skip(Cap / 2 + Cap), record => Assert.Equal("notRun", record.Text("outcome")));
        Assert.All(records.Skip(Cap / 2 + Cap), record => Assert.True(record.IsNull("startedAt")));
        Assert.Equal(Cap / 2 + Cap, site.Requests);
    }

    [Fact]
    public async Task Cancel_OfAFinishedJob_IsAConflict()
    {
        var job = await app.Api.RunAsync([app.Url("/page/1")]);

        using var response = await app.Api.Http.DeleteAsync(new Uri($"/api/jobs/{job.Text("id")}", UriKind.Relative));

        await Problem.ReadAsync(response, HttpStatusCode.Conflict);
        Assert.Equal("succeeded", (await app.Api.GetAsync(job.Text("id"))).Text("status"));
    }

    [Fact]
    public async Task Cancel_AskedTwice_IsOne()
    {
        var id = (await app.Api.StartAsync([app.Url("/delay/30000")], new { timeoutSeconds = 60 })).Text("id");

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Accepted], await Task.WhenAll(app.Api.DeleteAsync(id), app.Api.DeleteAsync(id)));

        Assert.Equal("cancelled", (await app.Api.EndAsync(id)).Text("status"));
    }
}
