using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class JobShapeTests(AppFixture app)
{
    private static readonly string[] s_job =
    [
        "id", "name", "status", "total", "done", "outcomes", "bytes", "createdAt", "startedAt", "finishedAt", "elapsedMs",
        "urlsPerSecond", "options", "redriveOf", "error", "callback", "links",
    ];

    private static readonly string[] s_options =
    [
        "maxConcurrency", "batchSize", "timeoutSeconds", "attemptTimeoutSeconds", "deadlineSeconds", "maxAttempts", "maxPerHost", "maxPerSecond",
        "method", "headers", "capture", "maxCaptureBytes", "maxBodyBytes", "dedupe", "respectRobots", "toleratedFailures",
    ];

    private static readonly string[] s_record =
    [
        "index", "url", "outcome", "statusCode", "finalUrl", "redirects", "contentType", "bytes", "sha256", "title", "attempts",
        "startedAt", "durationMs", "error",
    ];

    [Fact]
    public async Task Job_WhoseListIsWrittenInBlocks_FetchesAllOfIt()
    {
        const int Urls = 2_400, UrlLength = 2_000, BlockBytes = 4 * 1024 * 1024;
        var urls = app.Urls("/page", Urls).Select(url => $"{url}?".PadRight(UrlLength, 'x')).ToList();
        Assert.True(urls.Sum(url => url.Length) > BlockBytes);

        var job = await app.Api.RunAsync(urls);

        Assert.Equal("succeeded", job.Text("status"));
        Assert.Equal(Urls, job.Get("outcomes").Number("ok"));
    }

    [Fact]
    public async Task Post_OfAList_AnswersWithTheJobAndWhereToAsk()
    {
        using var response = await app.Api.PostAsync(new { name = "nightly check", urls = app.Urls("/page", 3), options = new { batchSize = 500, maxConcurrency = 7 } });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var job = await response.Content.ReadFromJsonAsync<JsonElement>();
        var id = job.Text("id");
        Assert.Equal($"/api/jobs/{id}", response.Headers.Location?.OriginalString);
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Empty(s_job.Except(job.Names()));
        Assert.Equal("nightly check", job.Text("name"));
        Assert.Equal(3, job.Number("total"));
        Assert.Contains(job.Text("status"), new[] { "pending", "running" });
        Assert.Empty(s_options.Except(job.Get("options").Names()));
        Assert.Equal(7, job.Get("options").Number("maxConcurrency"));
        Assert.Equal(7, job.Get("options").Number("batchSize"));
        Assert.Equal($"/api/jobs/{id}", job.Get("links").Text("self"));
        await app.Api.EndAsync(id);
    }

    [Fact]
    public async Task Get_OfAJob_AsksToComeBackUntilItHasFinished()
    {
        var id = (await app.Api.StartAsync([app.Url("/delay/30000")], new { timeoutSeconds = 60 })).Text("id");
        var path = new Uri($"/api/jobs/{id}", UriKind.Relative);

        using (var running = await app.Api.Http.GetAsync(path))
            Assert.NotNull(running.Headers.RetryAfter);
        await app.Api.DeleteAsync(id);
        await app.Api.EndAsync(id);
        using (var finished = await app.Api.Http.GetAsync(path))
            Assert.Null(finished.Headers.RetryAfter);
    }

    [Fact]
    public async Task Get_OfAFinishedJob_HasEveryMember()
    {
        var job = await app.Api.RunAsync(app.Urls("/page", 4).Append(app.Url("/status/500")), new { maxAttempts = 1 });

        Assert.Empty(s_job.Except(job.Names()));
        Assert.Equal("partial", job.Text("status"));
        Assert.Equal(5, job.Number("done"));
        Assert.Equal(["httpError", "ok"], job.Get("outcomes").Names().Order(StringComparer.Ordinal));
        Assert.Equal(4, job.Outcomes("ok"));
        Assert.True(job.Get("createdAt").GetDateTimeOffset() <= job.Get("startedAt").GetDateTimeOffset());
        Assert.True(job.Get("startedAt").GetDateTimeOffset() <= job.Get("finishedAt").GetDateTimeOffset());
        Assert.True(job.Number("bytes") > 0);
        Assert.True(job.Number("elapsedMs") > 0);
        Assert.True(job.Real("urlsPerSecond") > 0);
        Assert.True(job.IsNull("name") && job.IsNull("error") && job.IsNull("redriveOf"));
        Assert.DoesNotContain("code=", job.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_OfAFinishedJob_LeadToItsResultsAndManifest()
    {
        var job = await app.Api.RunAsync(app.Urls("/page", 2));
        var links = job.Get("links");

        Assert.Equal(["self", "results", "manifest", "cancel"], links.Names());
        using var results = await app.Api.Http.GetAsync(new Uri(links.Text("results"), UriKind.Relative));
        Assert.Equal("application/x-ndjson", results.Content.Headers.ContentType?.MediaType);
        var manifest = await app.Api.Http.GetFromJsonAsync<JsonElement>(links.Text("manifest"));
        Assert.Equal(job.Text("id"), manifest.Get("job").Text("id"));
        Assert.Equal((await results.Content.ReadAsByteArrayAsync()).Length, manifest.Get("results").Number("length"));
    }

    [Fact]
    public async Task Record_OfAPage_HasEveryMember()
    {
        var job = await app.Api.RunAsync([app.Url("/redirect/2")]);

        var record = Assert.Single(await app.Api.RecordsAsync(job));
        Assert.Empty(s_record.Except(record.Names()));
        Assert.Equal(app.Url("/redirect/2"), record.Text("url"));
        Assert.Equal(app.Url("/redirect/0"), record.Text("finalUrl"));
        Assert.Equal(2, record.Number("redirects"));
        Assert.Equal("Page 0 of the sample site", record.Text("title"));
        Assert.Equal(1, record.Number("attempts"));
        Assert.Matches("^[0-9a-f]{64}$", record.Text("sha256"));
        Assert.True(record.Real("durationMs") > 0);
        Assert.True(record.IsNull("error"));
    }
}
