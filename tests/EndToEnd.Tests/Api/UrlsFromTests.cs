using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

/// <summary>Jobs whose requests tell where their lists are.</summary>
[Collection(ApiCollection.Name)]
public sealed class UrlsFromTests(AppFixture app) : IAsyncLifetime
{
    private const int Many = 100_000;

    private readonly BlobContainerClient _lists = app.App.Container.GetParentBlobServiceClient().GetBlobContainerClient("lists");
    private FileSite _site = null!;

    public async Task InitializeAsync()
    {
        await _lists.CreateIfNotExistsAsync();
        _site = await FileSite.StartAsync();
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Sitemaps_OfAnIndex_AreFetchedPageByPage()
    {
        var pages = app.Urls("/page", 30).ToList();
        _site.Files["/sitemap.xml"] = Xml("sitemapindex", "sitemap", _site.Url("/1.xml"), _site.Url("/2.xml.gz"), _site.Url("/3.txt"));
        _site.Files["/1.xml"] = Xml("urlset", "url", [.. pages[..10]]);
        _site.Files["/2.xml.gz"] = Gzip(Xml("urlset", "url", [.. pages[10..20]]));
        _site.Files["/3.txt"] = Encoding.UTF8.GetBytes(string.Join('\n', pages[15..]));

        var job = await RunAsync(new { urlsFrom = new { sitemap = _site.Url("/sitemap.xml") }, options = new { dedupe = true } });

        Assert.Equal(("succeeded", 30), (job.Text("status"), job.Number("total")));
        Assert.Equal(pages, (await app.Api.RecordsAsync(job)).Select(record => record.Text("url")));
    }

    [Theory]
    [InlineData("pages.txt", "# pages\n{0}\n{1}\n")]
    [InlineData("pages.ndjson", "\"{0}\"\n[\"id\":1,\"url\":\"{1}\"]\n")]
    [InlineData("pages.csv", "id,url\n1,{0}\n2,{1}\n")]
    public async Task Blob_IsFetchedLineByLine(string name, string lines)
    {
        var text = string.Format(lines, app.Url("/page/1"), app.Url("/status/404")).Replace('[', '{').Replace(']', '}');
        await PutAsync(name, Encoding.UTF8.GetBytes(text));
        await PutAsync(name + ".gz", Gzip(Encoding.UTF8.GetBytes(text)));

        foreach (var blob in new[] { name, name + ".gz" })
        {
            var job = await RunAsync(new { urlsFrom = new { blob = $"lists/{blob}" } });
            Assert.Equal(["ok", "httpError"], (await app.Api.RecordsAsync(job)).Outcomes());
        }
    }

    [Theory]
    [InlineData("many.txt", "", "http://127.0.0.1/{0}")]
    [InlineData("many.jsonl.gz", "", "\"http://127.0.0.1/{0}\"")]
    [InlineData("many.csv", "url,id\n", "http://127.0.0.1/{0},{0}")]
    public async Task Blob_OfAsManyUrlsAsAJobMayHave_IsTaken_AndNotOneMore(string name, string head, string line)
    {
        var lines = Enumerable.Range(0, Many).Select(i => string.Format(line, i)).ToList();
        await PutAsync(name, Content(lines));

        using var taken = await app.Api.PostAsync(new { urlsFrom = new { blob = $"lists/{name}" } });
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        var job = await taken.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(Many, job.Number("total"));
        await app.Api.DeleteAsync(job.Text("id"));

        await PutAsync(name, Content(lines.Append(lines[0])));
        using var refused = await app.Api.PostAsync(new { urlsFrom = new { blob = $"lists/{name}" } });
        Assert.Contains("at most 100000 URLs", await RefusedAsync(refused), StringComparison.Ordinal);
        await app.Api.EndAsync(job.Text("id"));

        byte[] Content(IEnumerable<string> of)
        {
            var text = Encoding.UTF8.GetBytes(head + string.Join('\n', of));
            return name.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(text) : text;
        }
    }

    [Fact]
    public async Task Blob_OfTheAppOrItsHost_IsRefused()
    {
        var job = await app.Api.RunAsync([app.Url("/page/1")]);
        var own = app.App.Container.Name;
        foreach (var blob in new[] { $"{own}/{job.Text("id")}/input.ndjson", $"{own}-journal/x.txt", "azure-webjobs-secrets/x/host.json", $"lists/../{own}/{job.Text("id")}/input.ndjson" })
        {
            using var refused = await app.Api.PostAsync(new { urlsFrom = new { blob, format = "ndjson" } });
            var error = await RefusedAsync(refused);
            Assert.True(error.StartsWith("Is not in a container", StringComparison.Ordinal) || error is "Is not the plain name of a blob.", $"{blob}: {error}");
        }
    }

    [Fact]
    public async Task Blob_ThatIsNotThere_IsRefused()
    {
        using var refused = await app.Api.PostAsync(new { urlsFrom = new { blob = "lists/none.txt" } });
        Assert.Equal("There is no blob 'none.txt' in the container 'lists'.", await RefusedAsync(refused));
    }

    [Fact]
    public async Task Sitemap_ThatTheGuardRefuses_IsNotFetched()
    {
        _site.Redirects["/away"] = "http://169.254.169.254/latest/meta-data/";
        _site.Files["/index.xml"] = Xml("sitemapindex", "sitemap", "http://169.254.169.254/sitemap.xml");
        var storage = app.App.Container.Uri.GetLeftPart(UriPartial.Authority);
        foreach (var sitemap in new[] { "http://169.254.169.254/", _site.Url("/away"), _site.Url("/index.xml"), new Uri(app.App.BaseAddress, "/api/openapi.json").AbsoluteUri, storage + "/sitemap.xml" })
        {
            using var refused = await app.Api.PostAsync(new { urlsFrom = new { sitemap } });
            Assert.Contains(": blocked: ", await RefusedAsync(refused), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sitemap_ThatIsNone_IsRefused_AndOneThatIsNotThereIsTheSitesFault()
    {
        _site.Files["/bomb.xml"] = """<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>"""u8.ToArray();
        _site.Files["/page.html"] = "<html></html>"u8.ToArray();
        foreach (var path in new[] { "/bomb.xml", "/page.html" })
        {
            using var refused = await app.Api.PostAsync(new { urlsFrom = new { sitemap = _site.Url(path) } });
            Assert.Contains("Is no sitemap", await RefusedAsync(refused), StringComparison.Ordinal);
        }
        using var missing = await app.Api.PostAsync(new { urlsFrom = new { sitemap = _site.Url("/none.xml") } });
        Assert.EndsWith("httpError: HTTP 404", await RefusedAsync(missing, HttpStatusCode.BadGateway), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_Repeated_IsItsJob_AlsoWhenTheListIsGone()
    {
        await PutAsync("once.txt", Encoding.UTF8.GetBytes(app.Url("/page/1")));
        var key = Guid.NewGuid().ToString();
        var first = await PostAsync(key, "lists/once.txt");
        await _lists.DeleteBlobAsync("once.txt");

        var again = await PostAsync(key, "lists/once.txt");
        var other = await PostAsync(key, "lists/other.txt");

        Assert.Equal(HttpStatusCode.Accepted, first.Status);
        Assert.Equal((HttpStatusCode.Accepted, first.Job.Text("id")), (again.Status, again.Job.Text("id")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Equal(1, (await app.Api.EndAsync(first.Job.Text("id"))).Outcomes("ok"));
    }

    private async Task<(HttpStatusCode Status, JsonElement Job)> PostAsync(string key, string blob)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/jobs") { Content = JsonContent.Create(new { urlsFrom = new { blob } }) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await app.Api.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<JsonElement> RunAsync(object request)
    {
        using var answer = await app.Api.PostAsync(request);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return await app.Api.EndAsync((await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("id"));
    }

    private static async Task<string> RefusedAsync(HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        Assert.Equal(["urlsFrom"], await Problem.ReadAsync(answer, status));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return problem.Get("errors").Get("urlsFrom")[0].GetString()!;
    }

    private async Task PutAsync(string name, byte[] content) => await _lists.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true);

    private static byte[] Xml(string root, string entry, params string[] locations) =>
        Encoding.UTF8.GetBytes($"<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{string.Concat(locations.Select(location => $"<{entry}><loc>{location}</loc></{entry}>"))}</{root}>");

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return packed.ToArray();
    }
}
