using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class RedriveTests(AppFixture app)
{
    [Fact]
    public async Task Redrive_OfAFinishedJob_FetchesWhatWasNotOkAgain()
    {
        var source = await app.Api.RunAsync([app.Url("/page/1"), app.Url("/status/404"), app.Url("/page/2"), "no url", app.Url("/status/410")], new { batchSize = 2, maxAttempts = 2 });

        var redrive = await RedriveAsync(source.Text("id"));

        Assert.Equal((source.Text("id"), 3, "pending"), (redrive.Text("redriveOf"), redrive.Number("total"), redrive.Text("status")));
        Assert.Equal(2, redrive.Get("options").Number("maxAttempts"));
        var records = await app.Api.RecordsAsync(await app.Api.EndAsync(redrive.Text("id")));
        Assert.Equal([1, 3, 4], records.Select(record => record.Number("sourceIndex")));
        Assert.Equal(["httpError", "invalidUrl", "httpError"], records.Outcomes());
        Assert.Equal([app.Url("/status/404"), "no url", app.Url("/status/410")], records.Select(record => record.Text("url")));
        Assert.True((await app.Api.GetAsync(source.Text("id"))).IsNull("redriveOf"));
    }

    [Fact]
    public async Task Redrive_ByOutcome_TakesNoOthers()
    {
        var source = await app.Api.RunAsync([app.Url("/status/404"), "no url", app.Url("/page/1")]);

        var redrive = await app.Api.EndAsync((await RedriveAsync(source.Text("id"), new { outcomes = new[] { "invalidUrl", "timeout" } })).Text("id"));

        var record = Assert.Single(await app.Api.RecordsAsync(redrive));
        Assert.Equal((1, 0, "no url"), (record.Number("sourceIndex"), record.Number("index"), record.Text("url")));
    }

    [Fact]
    public async Task Redrive_OfARedrive_KnowsThatOne()
    {
        var source = await app.Api.RunAsync([app.Url("/page/1"), app.Url("/status/404")]);
        var first = await app.Api.EndAsync((await RedriveAsync(source.Text("id"))).Text("id"));

        var second = await app.Api.EndAsync((await RedriveAsync(first.Text("id"))).Text("id"));

        Assert.Equal(first.Text("id"), second.Text("redriveOf"));
        Assert.Equal(0, Assert.Single(await app.Api.RecordsAsync(second)).Number("sourceIndex"));
    }

    [Fact]
    public async Task Redrive_OfACancelledJob_FetchesWhatWasLeftOut()
    {
        await using var site = await FanOut.Cli.Site.SampleSite.StartAsync();
        var urls = Enumerable.Range(0, 30).Select(n => $"{site.BaseUri}{(n < 5 ? "page" : "delay")}/{(n < 5 ? n : 300)}");
        var id = (await app.Api.StartAsync(urls, new { maxConcurrency = 5, batchSize = 5 })).Text("id");
        await Eventually.SeeAsync(() => app.Api.GetAsync(id), job => job.Number("done") >= 5, "the first batch");
        await app.Api.DeleteAsync(id);
        var source = await app.Api.EndAsync(id);

        var redrive = await app.Api.EndAsync((await RedriveAsync(id)).Text("id"));

        Assert.Equal("succeeded", redrive.Text("status"));
        Assert.Equal(30, redrive.Number("total") + source.Outcomes("ok"));
    }

    [Fact]
    public async Task Redrive_OfALongList_KeepsIndexesInOrder()
    {
        var source = await app.Api.RunAsync(Enumerable.Range(0, 1_000).Select(n => n % 2 == 0 ? $"nothing-{n}" : app.Url("/page/1")), new { maxConcurrency = 100, batchSize = 100 });

        var redrive = await app.Api.EndAsync((await RedriveAsync(source.Text("id"))).Text("id"));

        var records = await app.Api.RecordsAsync(redrive);
        Assert.Equal(Enumerable.Range(0, 500).Select(n => 2 * n), records.Select(record => record.Number("sourceIndex")));
        Assert.Equal(Enumerable.Range(0, 500).Select(n => $"nothing-{2 * n}"), records.Select(record => record.Text("url")));
    }

    [Fact]
    public async Task Redrive_WithNothingToRedo_IsAConflict()
    {
        var source = await app.Api.RunAsync([app.Url("/page/1"), "no url"]);

        await Problem.ReadAsync(await app.Api.PostAsync(source.Text("id"), "redrive", new { outcomes = new[] { "timeout" } }), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Redrive_OfARunningJob_IsAConflict()
    {
        var id = (await app.Api.StartAsync([app.Url("/delay/30000")], new { timeoutSeconds = 60 })).Text("id");

        await Problem.ReadAsync(await app.Api.PostAsync(id, "redrive"), HttpStatusCode.Conflict);

        await app.Api.DeleteAsync(id);
        await app.Api.EndAsync(id);
    }

    [Theory]
    [InlineData("""{"outcomes":["ok"]}""", "outcomes[0]")]
    [InlineData("""{"outcomes":["timeout","slow"]}""", "outcomes[1]")]
    [InlineData("""{"outcomes":[]}""", "outcomes")]
    [InlineData("""{"outcomes":"timeout"}""", "outcomes")]
    [InlineData("""{"outcome":["timeout"]}""", "outcome")]
    [InlineData("[]", "body")]
    public async Task Redrive_ThatMakesNoSense_NamesTheField(string body, string field)
    {
        var id = (await app.Api.RunAsync([app.Url("/status/404")])).Text("id");
        using var content = new StringContent(body, null, "application/json");

        using var response = await app.Api.Http.PostAsync(new Uri($"/api/jobs/{id}/redrive", UriKind.Relative), content);

        Assert.Equal([field], await Problem.ReadAsync(response, HttpStatusCode.BadRequest));
    }

    private async Task<JsonElement> RedriveAsync(string id, object? body = null)
    {
        using var response = await app.Api.PostAsync(id, "redrive", body);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        var job = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal($"/api/jobs/{job.Text("id")}", response.Headers.Location?.ToString());
        return job;
    }
}
