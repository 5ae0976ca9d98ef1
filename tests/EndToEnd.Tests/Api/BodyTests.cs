using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class BodyTests(AppFixture app)
{
    [Fact]
    public async Task Text_WithOptionsInTheQuery_IsAJob()
    {
        var lines = $"# two pages\r\n{app.Url("/page/1")}\r\n\r\n  {app.Url("/page/2")}";
        using var content = new StringContent(lines, Encoding.UTF8, "text/plain");

        var job = await PostAsync("/api/jobs?name=from%20a%20file&maxConcurrency=3&timeoutSeconds=2.5&dedupe=true&headers=X-One:%201", content);

        Assert.Equal("from a file", job.Text("name"));
        Assert.Equal(2, job.Outcomes("ok"));
        var options = job.Get("options");
        Assert.Equal(3, options.Number("maxConcurrency"));
        Assert.Equal(2.5, options.Real("timeoutSeconds"));
        Assert.True(options.Get("dedupe").GetBoolean());
        Assert.Equal("1", options.Get("headers").Text("X-One"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    public async Task Gzip_OfABody_IsUnpacked(string contentType)
    {
        string[] urls = [app.Url("/page/1"), app.Url("/page/2"), app.Url("/page/3")];
        var body = contentType is "text/plain" ? string.Join('\n', urls) : JsonSerializer.Serialize(new { urls });
        var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) await zip.WriteAsync(Encoding.UTF8.GetBytes(body));
        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.Add("Content-Type", contentType);
        content.Headers.ContentEncoding.Add("gzip");

        var job = await PostAsync("/api/jobs", content);

        Assert.Equal(urls, (await app.Api.RecordsAsync(job)).Select(record => record.Text("url")));
        Assert.Equal("succeeded", job.Text("status"));
    }

    [Fact]
    public async Task Dedupe_OfAListWithDuplicates_CountsWhatIsLeft()
    {
        var job = await app.Api.RunAsync([app.Url("/page/1"), app.Url("/page/2"), app.Url("/page/1")], new { dedupe = true });

        Assert.Equal(2, job.Number("total"));
        Assert.Equal(2, job.Outcomes("ok"));
    }

    private async Task<JsonElement> PostAsync(string path, HttpContent content)
    {
        using var response = await app.Api.Http.PostAsync(path, content);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await app.Api.EndAsync((await response.Content.ReadFromJsonAsync<JsonElement>()).Text("id"));
    }
}
