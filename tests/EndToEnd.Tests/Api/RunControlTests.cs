using System.Net;
using EndToEnd.Tests.App;
using FanOut.Cli.Site;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class RunControlTests(AppFixture app)
{
    private const int Cap = 5, Total = 40;

    [Fact]
    public async Task Pause_OfARunningJob_HoldsItUntilItIsResumed()
    {
        await using var site = await SampleSite.StartAsync();
        var id = await StartAsync(site, delayMs: 200);

        using var paused = await app.Api.PostAsync(id, "pause");
        Assert.Equal(HttpStatusCode.Accepted, paused.StatusCode);
        await app.Api.SeeAsync(id, "paused");
        await Eventually.SeeAsync(() => Task.FromResult(site.InFlight), inFlight => inFlight == 0, "the end of what was running");
        var requests = site.Requests;
        Assert.InRange(requests, 1, Total - 1);
        var held = await Eventually.SeeAsync(() => app.Api.GetAsync(id), job => job.Number("done") == requests, "the records of what was running");
        Assert.Equal("paused", held.Text("status"));
        Assert.Equal(requests, site.Requests);

        using var resumed = await app.Api.PostAsync(id, "resume");
        Assert.Equal(HttpStatusCode.Accepted, resumed.StatusCode);
        var job = await app.Api.EndAsync(id);
        Assert.Equal(("succeeded", Total), (job.Text("status"), site.Requests));
        Assert.Equal(Total, (await app.Api.RecordsAsync(job)).Count);
    }

    [Fact]
    public async Task Cancel_OfAPausedJob_EndsIt()
    {
        await using var site = await SampleSite.StartAsync();
        var id = await StartAsync(site, delayMs: 50);
        using var paused = await app.Api.PostAsync(id, "pause");
        await app.Api.SeeAsync(id, "paused");

        Assert.Equal(HttpStatusCode.Accepted, await app.Api.DeleteAsync(id));

        var job = await app.Api.EndAsync(id);
        Assert.Equal(("cancelled", Total), (job.Text("status"), job.Number("done")));
    }

    [Fact]
    public async Task Patch_OfARunningJob_ChangesItsCapFromTheNextBatchOn()
    {
        await using var site = await SampleSite.StartAsync();
        var urls = Enumerable.Range(0, 200).Select(_ => $"{site.BaseUri}delay/200");
        var id = (await app.Api.StartAsync(urls, new { maxConcurrency = Cap, batchSize = Cap })).Text("id");

        using var changed = await app.Api.PatchAsync(id, new { maxConcurrency = 50 });

        Assert.Equal(HttpStatusCode.Accepted, changed.StatusCode);
        await Eventually.SeeAsync(() => Task.FromResult(site.InFlight), inFlight => inFlight > Cap, "more at once");
        var job = await app.Api.EndAsync(id);
        Assert.InRange(site.MaxInFlight, Cap + 1, 50);
        Assert.Equal((50, Cap), (job.Get("options").Number("maxConcurrency"), job.Get("options").Number("batchSize")));
    }

    [Theory]
    [InlineData("""{"maxConcurrency":0}""", "maxConcurrency")]
    [InlineData("""{"maxConcurrency":2001}""", "maxConcurrency")]
    [InlineData("""{"maxConcurrency":"5"}""", "maxConcurrency")]
    [InlineData("""{"maxConcurrency":1.5}""", "maxConcurrency")]
    [InlineData("""{}""", "maxConcurrency")]
    [InlineData("""{"batchSize":5}""", "batchSize")]
    [InlineData("""{"maxConcurrency":5,"maxConcurrency":6}""", "body")]
    [InlineData("""[5]""", "body")]
    [InlineData("""{"maxConcurrency":""", "body")]
    [InlineData("", "body")]
    public async Task Patch_ThatMakesNoSense_NamesTheField(string body, string field)
    {
        var id = (await app.Api.RunAsync([app.Url("/page/1")])).Text("id");
        using var content = new StringContent(body, null, "application/json");

        using var response = await app.Api.Http.PatchAsync(new Uri($"/api/jobs/{id}", UriKind.Relative), content);

        Assert.Equal([field], await Problem.ReadAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Control_OfAFinishedJob_IsAConflict()
    {
        var id = (await app.Api.RunAsync([app.Url("/page/1")])).Text("id");

        await Problem.ReadAsync(await app.Api.PostAsync(id, "pause"), HttpStatusCode.Conflict);
        await Problem.ReadAsync(await app.Api.PostAsync(id, "resume"), HttpStatusCode.Conflict);
        await Problem.ReadAsync(await app.Api.PatchAsync(id, new { maxConcurrency = 5 }), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Control_OfAJobThatIsNotThere_IsNotFound()
    {
        const string Unknown = "0000000000000000deadbeef";

        await Problem.ReadAsync(await app.Api.PostAsync(Unknown, "pause"), HttpStatusCode.NotFound);
        await Problem.ReadAsync(await app.Api.PostAsync(Unknown, "resume"), HttpStatusCode.NotFound);
        await Problem.ReadAsync(await app.Api.PostAsync(Unknown, "redrive"), HttpStatusCode.NotFound);
        await Problem.ReadAsync(await app.Api.PatchAsync(Unknown, new { maxConcurrency = 5 }), HttpStatusCode.NotFound);
        await Problem.ReadAsync(await app.Api.PurgeAsync(Unknown), HttpStatusCode.NotFound);
    }

    private async Task<string> StartAsync(SampleSite site, int delayMs) =>
        (await app.Api.StartAsync(Enumerable.Range(0, Total).Select(_ => $"{site.BaseUri}delay/{delayMs}"), new { maxConcurrency = Cap, batchSize = Cap })).Text("id");
}
