using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class IdempotencyTests(AppFixture app)
{
    [Fact]
    public async Task SameRequest_FiftyTimesAtOnce_IsOneJob()
    {
        await using var site = await FanOut.Cli.Site.SampleSite.StartAsync();
        var key = NewKey();
        var body = BodyOf($"{site.BaseUri}page/1", $"{site.BaseUri}page/2");

        var jobs = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => StartAsync(key, body)));

        var id = Assert.Single(jobs.Select(job => job.Text("id")).Distinct(StringComparer.Ordinal));
        await app.Api.EndAsync(id);
        Assert.Equal(2, site.Requests);
        var listed = await app.Api.Http.GetFromJsonAsync<JsonElement>("/api/jobs?top=100");
        Assert.Single(listed.Get("jobs").EnumerateArray(), job => string.Equals(job.Text("createdAt"), jobs[0].Text("createdAt"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task SameKey_WhenItsJobHasFinished_StillGivesThatJob()
    {
        await using var site = await FanOut.Cli.Site.SampleSite.StartAsync();
        var key = NewKey();
        var body = BodyOf($"{site.BaseUri}page/1");
        var first = await app.Api.EndAsync((await StartAsync(key, body)).Text("id"));

        var again = await StartAsync(key, body);

        Assert.Equal((first.Text("id"), "succeeded"), (again.Text("id"), again.Text("status")));
        Assert.Equal(1, site.Requests);
    }

    [Fact]
    public async Task SameKey_WithAnotherBody_IsRefusedAndStartsNothing()
    {
        await using var site = await FanOut.Cli.Site.SampleSite.StartAsync();
        var key = NewKey();
        var first = await StartAsync(key, BodyOf($"{site.BaseUri}page/1"));

        using var response = await PostAsync(key, BodyOf($"{site.BaseUri}page/2"));

        await Problem.ReadAsync(response, HttpStatusCode.UnprocessableEntity);
        await app.Api.EndAsync(first.Text("id"));
        Assert.Equal(1, site.Requests);
    }

    [Fact]
    public async Task SameBody_PlainAndGzipped_IsTheSameRequest()
    {
        var key = NewKey();
        var body = BodyOf(app.Url("/page/1"));
        var first = await StartAsync(key, body);
        using var zipped = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(zipped, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(body));
        using var request = RequestOf(key, new ByteArrayContent(zipped.ToArray()));
        request.Content!.Headers.ContentType = new("application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");

        using var response = await app.Api.Http.SendAsync(request);

        Assert.Equal(first.Text("id"), (await response.Content.ReadFromJsonAsync<JsonElement>()).Text("id"));
        await app.Api.EndAsync(first.Text("id"));
    }

    [Fact]
    public async Task Key_OfAPurgedJob_IsFreeAgain()
    {
        var key = NewKey();
        var body = BodyOf(app.Url("/page/1"));
        var first = await app.Api.EndAsync((await StartAsync(key, body)).Text("id"));
        using var purged = await app.Api.PurgeAsync(first.Text("id"));
        Assert.Equal(HttpStatusCode.NoContent, purged.StatusCode);

        var second = await StartAsync(key, body);

        Assert.NotEqual(first.Text("id"), second.Text("id"));
        Assert.Equal("succeeded", (await app.Api.EndAsync(second.Text("id"))).Text("status"));
    }

    [Fact]
    public async Task Key_OfARedrive_GivesOneJobToo()
    {
        var source = (await app.Api.RunAsync([app.Url("/status/404")])).Text("id");
        var key = NewKey();

        var jobs = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/jobs/{source}/redrive");
            request.Headers.Add("Idempotency-Key", key);
            using var response = await app.Api.Http.SendAsync(request);
            return (await response.Content.ReadFromJsonAsync<JsonElement>()).Text("id");
        }));

        await app.Api.EndAsync(Assert.Single(jobs.Distinct(StringComparer.Ordinal)));
    }

    [Theory, InlineData(""), InlineData("\u0001"), InlineData(256)]
    public async Task Key_ThatIsNone_IsRefused(object key)
    {
        using var request = RequestOf(key as string ?? new string('k', (int)key), new StringContent(BodyOf(app.Url("/page/1")), null, "application/json"));

        using var response = await app.Api.Http.SendAsync(request);

        Assert.Equal(["Idempotency-Key"], await Problem.ReadAsync(response, HttpStatusCode.BadRequest));
    }

    private static string NewKey() => Guid.NewGuid().ToString();

    private static string BodyOf(params string[] urls) => JsonSerializer.Serialize(new { urls });

    private static HttpRequestMessage RequestOf(string key, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/jobs") { Content = content };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return request;
    }

    private async Task<HttpResponseMessage> PostAsync(string key, string body)
    {
        using var request = RequestOf(key, new StringContent(body, null, "application/json"));
        return await app.Api.Http.SendAsync(request);
    }

    private async Task<JsonElement> StartAsync(string key, string body)
    {
        using var response = await PostAsync(key, body);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
