using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class ListTests(AppFixture app)
{
    [Fact]
    public async Task List_InPages_HasEveryJobOnceNewestFirst()
    {
        await using var own = await app.StartAppAsync("listpages");
        var newestFirst = new List<string>();
        for (var job = 0; job < 5; job++)
            newestFirst.Insert(0, (await own.Api.RunAsync([app.Url("/page/1")])).Text("id"));

        var listed = new List<string>();
        var sizes = new List<int>();
        var path = "/api/jobs?top=2";
        for (string? token = ""; token is not null; path = $"/api/jobs?top=2&continuationToken={token}")
        {
            var page = await own.Api.Http.GetFromJsonAsync<JsonElement>(path);
            var ids = page.Get("jobs").EnumerateArray().Select(job => job.Text("id")).ToList();
            sizes.Add(ids.Count);
            listed.AddRange(ids);
            token = page.Get("continuationToken").GetString();
        }

        Assert.Equal(newestFirst, listed);
        Assert.Equal(newestFirst.Order(StringComparer.Ordinal), listed);
        Assert.Equal([2, 2, 1], sizes);
    }

    [Fact]
    public async Task List_WithAStatus_HasTheJobsOfThatStatusOnly()
    {
        await using var own = await app.StartAppAsync("liststatus");
        var succeeded = (await own.Api.RunAsync([app.Url("/page/1")])).Text("id");
        var partial = (await own.Api.RunAsync([app.Url("/status/404")])).Text("id");
        var running = (await own.Api.StartAsync([app.Url("/delay/30000")], new { timeoutSeconds = 60 })).Text("id");
        await Eventually.SeeAsync(() => own.Api.GetAsync(running), job => job.Text("status") is "running", "the start of the job");

        Assert.Equal([succeeded], await IdsAsync(own, "succeeded"));
        Assert.Equal([partial], await IdsAsync(own, "partial"));
        Assert.Equal([running], await IdsAsync(own, "running"));
        Assert.Empty(await IdsAsync(own, "failed"));
        Assert.Equal(HttpStatusCode.Accepted, await own.Api.DeleteAsync(running));
        await own.Api.EndAsync(running);
        Assert.Equal([running], await IdsAsync(own, "cancelled"));
    }

    [Fact]
    public async Task List_OfAnAppWithoutJobs_IsEmpty()
    {
        await using var own = await app.StartAppAsync("listempty");

        var page = await own.Api.Http.GetFromJsonAsync<JsonElement>("/api/jobs");

        Assert.Equal(["jobs", "continuationToken"], page.Names());
        Assert.Empty(page.Get("jobs").EnumerateArray());
        Assert.True(page.IsNull("continuationToken"));
    }

    [Theory]
    [InlineData("top=0", "top")]
    [InlineData("top=many", "top")]
    [InlineData("top=1&top=2", "top")]
    [InlineData("status=finished", "status")]
    [InlineData("status=3", "status")]
    [InlineData("status=pending,running", "status")]
    [InlineData("status=", "status")]
    [InlineData("continuationToken=nope", "continuationToken")]
    [InlineData("continuationToken=%ff%00", "continuationToken")]
    [InlineData("continuationToken=Li4vLi4vZXRj", "continuationToken")]
    public async Task List_WithABadQuery_NamesTheParameter(string query, string parameter)
    {
        using var response = await app.Api.Http.GetAsync(new Uri($"/api/jobs?{query}", UriKind.Relative));

        Assert.Equal([parameter], await Problem.ReadAsync(response, HttpStatusCode.BadRequest));
    }

    private static async Task<IEnumerable<string>> IdsAsync(FanOutApp own, string status)
    {
        var page = await own.Api.Http.GetFromJsonAsync<JsonElement>($"/api/jobs?status={status}");
        return page.Get("jobs").EnumerateArray().Select(job => job.Text("id"));
    }
}
