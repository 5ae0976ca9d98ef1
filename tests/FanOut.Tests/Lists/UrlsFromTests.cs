using FanOut.Lists;
using FanOut.Tests.Jobs;

namespace FanOut.Tests.Lists;

/// <summary>What a request may say of where its URLs are.</summary>
public sealed class UrlsFromTests
{
    [Theory]
    [InlineData("""{"blob":"lists/a/b.txt"}""", "a/b.txt", ListFormat.Text, "url")]
    [InlineData("""{"blob":"lists/a.lst"}""", "a.lst", ListFormat.Text, "url")]
    [InlineData("""{"blob":"lists/a.TXT.GZ"}""", "a.TXT.GZ", ListFormat.Text, "url")]
    [InlineData("""{"blob":"lists/a.csv"}""", "a.csv", ListFormat.Csv, "url")]
    [InlineData("""{"blob":"lists/a.csv.gz","column":"Link"}""", "a.csv.gz", ListFormat.Csv, "Link")]
    [InlineData("""{"blob":"lists/a.ndjson","column":"finalUrl"}""", "a.ndjson", ListFormat.Ndjson, "finalUrl")]
    [InlineData("""{"blob":"lists/a.jsonl","column":null,"sitemap":null}""", "a.jsonl", ListFormat.Ndjson, "url")]
    [InlineData("""{"format":"csv","blob":"lists/a.txt"}""", "a.txt", ListFormat.Csv, "url")]
    [InlineData("""{"format":"ndjson","blob":"lists/noextension"}""", "noextension", ListFormat.Ndjson, "url")]
    public async Task Blob_IsReadByItsFormatOrItsName(string from, string name, ListFormat format, string column)
    {
        var read = (await SendAsync(from)).UrlsFrom!;
        Assert.Equal(("lists", name, format, column, null), (read.Container, read.BlobName, read.Format, read.Column, read.Sitemap));
    }

    [Fact]
    public async Task Sitemap_IsAUrl()
    {
        var request = await new Posting().SendAsync("""{"options":{"dedupe":true},"urlsFrom":{"sitemap":"https://example.com/sitemap.xml"},"name":"n"}""");
        Assert.Equal(new Uri("https://example.com/sitemap.xml"), request.UrlsFrom?.Sitemap);
        Assert.Equal(("n", true, 0), (request.Name, request.Options.Dedupe, request.Total));
    }

    [Theory]
    [InlineData("""{"urls":["u"],"urlsFrom":{"sitemap":"https://a.example/"}}""", "urlsFrom")]
    [InlineData("""{"urlsFrom":{"blob":"lists/a.txt"},"urls":[]}""", "urls,urlsFrom")]
    [InlineData("""{"urlsFrom":{"blob":"lists/a.txt"},"urlsFrom":{"blob":"lists/a.txt"}}""", "urlsFrom")]
    [InlineData("""{"urlsFrom":null}""", "urls")]
    public async Task Urls_MustBeGivenOnce(string body, string fields)
    {
        var refused = await new Posting().RefusedAsync(body);
        Assert.Equal(400, refused.Status);
        Assert.Equal(fields.Split(','), refused.Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task UrlsFrom_OfNull_IsNone() => Assert.Null((await new Posting().SendAsync("""{"urlsFrom":null,"urls":["https://a/"]}""")).UrlsFrom);

    [Theory]
    [InlineData("[]", "urlsFrom")]
    [InlineData("\"lists/a.txt\"", "urlsFrom")]
    [InlineData("{}", "urlsFrom")]
    [InlineData("""{"blob":"lists/a.txt","sitemap":"https://a.example/"}""", "urlsFrom")]
    [InlineData("""{"blob":7}""", "urlsFrom.blob")]
    [InlineData("""{"blob":["lists/a.txt"]}""", "urlsFrom.blob")]
    [InlineData("""{"blob":""}""", "urlsFrom.blob")]
    [InlineData("""{"blob":"a.txt"}""", "urlsFrom.blob")]
    [InlineData("""{"blob":"/a.txt"}""", "urlsFrom.blob")]
    [InlineData("""{"blob":"lists/"}""", "urlsFrom.blob")]
    [InlineData("""{"blob":"lists/a"}""", "urlsFrom.format")]
    [InlineData("""{"blob":"lists/a.json"}""", "urlsFrom.format")]
    [InlineData("""{"blob":"lists/a.gz"}""", "urlsFrom.format")]
    [InlineData("""{"blob":"lists/a.txt","format":"xml"}""", "urlsFrom.format")]
    [InlineData("""{"blob":"lists/a.txt","column":"url"}""", "urlsFrom.column")]
    [InlineData("""{"blob":"lists/a.txt","blob":"lists/a.txt"}""", "urlsFrom.blob")]
    [InlineData("""{"blob":"lists/a.txt","container":"fanout"}""", "urlsFrom.container")]
    [InlineData("""{"sitemap":"https://a.example/","format":"text"}""", "urlsFrom.format")]
    [InlineData("""{"sitemap":"https://a.example/","column":"loc"}""", "urlsFrom.column")]
    [InlineData("""{"sitemap":"/sitemap.xml"}""", "urlsFrom.sitemap")]
    [InlineData("""{"sitemap":"file:///etc/passwd"}""", "urlsFrom.sitemap")]
    [InlineData("""{"sitemap":"https://user@a.example/"}""", "urlsFrom.sitemap")]
    public async Task UrlsFrom_ThatIsWrong_IsRefusedByItsField(string from, string field)
    {
        var refused = await new Posting().RefusedAsync($$"""{"urlsFrom":{{from}}}""");
        Assert.Equal(400, refused.Status);
        Assert.Equal([field], refused.Errors.Keys);
    }

    [Fact]
    public async Task Errors_OfOptions_AreToldBesideThose()
    {
        var refused = await new Posting().RefusedAsync("""{"urlsFrom":{"blob":"x","y":1},"options":{"batchSize":0}}""");
        Assert.Equal(["options.batchSize", "urlsFrom.blob", "urlsFrom.y"], refused.Errors.Keys.Order(StringComparer.Ordinal));
    }

    private static Task<FanOut.Jobs.JobRequest> SendAsync(string from) => new Posting().SendAsync($$"""{"urlsFrom":{{from}}}""");
}
