using System.Net;
using System.Text;
using FanOut.Jobs;
using FanOut.Tests.Fetching;
using FanOut.Tests.Jobs;
using Microsoft.AspNetCore.Http;

namespace FanOut.Tests.Lists.Sitemaps;

/// <summary>Sitemaps of all kinds, from a real server.</summary>
public sealed class SitemapTests : IDisposable
{
    private const string Pages = """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
          <!-- two pages -->
          <url><loc> https://example.com/?a=1&amp;b=2 </loc><lastmod>2026-01-01</lastmod>
            <image:image><image:loc>https://example.com/no.png</image:loc></image:image><image:loc>https://example.com/no.png</image:loc></url>
          <loc>https://example.com/no</loc>
          <url><priority>1</priority><loc><![CDATA[https://example.com/]]>ü<!-- --></loc><loc/></url>
        </urlset>
        """;

    private readonly TestLists _lists = new();

    public void Dispose() => _lists.Dispose();

    [Fact]
    public async Task Urlset_IsItsLocations()
    {
        await using var site = await ServeAsync(("/sitemap.xml", Pages));
        Assert.Equal(["https://example.com/?a=1&b=2", "https://example.com/ü"], await _lists.SitemapAsync(site.Url + "/sitemap.xml"));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public async Task Urlset_InAnotherEncoding_IsRead(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        byte[] text = [.. encoding.GetPreamble(), .. encoding.GetBytes(Pages.Replace("UTF-8", charset, StringComparison.Ordinal))];
        await using var site = await TestSite.StartAsync(context => context.Response.Body.WriteAsync(text).AsTask());
        Assert.Equal("https://example.com/ü", (await _lists.SitemapAsync(site.Url))[1]);
    }

    [Theory]
    [InlineData("gzip", false)]
    [InlineData("", true)]
    [InlineData("gzip", true)]
    [InlineData("br", true)]
    public async Task Urlset_Compressed_IsRead(string encoding, bool fileIsGzip)
    {
        var file = Encoding.UTF8.GetBytes(Pages);
        if (fileIsGzip) file = Posting.Gzip(file);
        await using var site = await TestSite.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            return context.Response.Body.WriteAsync(Encoders.Encode(encoding, file)).AsTask();
        });
        Assert.Equal(2, (await _lists.SitemapAsync(site.Url + "/sitemap.xml.gz")).Length);
    }

    [Fact]
    public async Task TextFile_IsItsLines()
    {
        await using var site = await ServeAsync(("/sitemap.txt", "\uFEFF\r\nHTTPS://example.com/a\r\nhttps://example.com/b"));
        Assert.Equal(["HTTPS://example.com/a", "https://example.com/b"], await _lists.SitemapAsync(site.Url + "/sitemap.txt"));
    }

    [Fact]
    public async Task Index_IsAllThatItNames_InOrder()
    {
        await using var site = await ServeAsync(
            ("/sitemap.xml", IndexOf("{site}/1.xml", "{site}/more.xml", "{site}/4.txt")),
            ("/1.xml", UrlsetOf("https://example.com/1", "https://example.com/2")),
            ("/more.xml", IndexOf("{site}/3.xml")),
            ("/3.xml", UrlsetOf("https://example.com/3")),
            ("/4.txt", "https://example.com/1"));
        var url = new FanOut.Lists.UrlsFrom { Sitemap = new Uri(site.Url + "/sitemap.xml") };

        Assert.Equal(["1", "2", "3", "1"], (await _lists.UrlsAsync(url)).Select(page => page[^1..]));
        Assert.Equal(["1", "2", "3"], (await _lists.UrlsAsync(url, dedupe: true)).Select(page => page[^1..]));
    }

    [Fact]
    public async Task Index_ThatNamesItself_IsRefused()
    {
        var requests = 0;
        await using var site = await TestSite.StartAsync(context =>
        {
            Interlocked.Increment(ref requests);
            return context.Response.WriteAsync(IndexOf($"http://{context.Request.Host}/"));
        });
        Assert.Contains("index of an index", await _lists.SitemapRefusedAsync(site.Url), StringComparison.Ordinal);
        Assert.Equal(3, requests);
    }

    [Fact]
    public async Task Index_OfVeryManySitemaps_IsRefusedBeforeAnyIsFetched()
    {
        var requests = 0;
        await using var site = await TestSite.StartAsync(context =>
        {
            Interlocked.Increment(ref requests);
            return context.Response.WriteAsync(IndexOf([.. Enumerable.Repeat($"http://{context.Request.Host}/1.xml", 501)]));
        });
        Assert.Contains("more than 500 sitemaps", await _lists.SitemapRefusedAsync(site.Url), StringComparison.Ordinal);
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task Index_WithOnePartMissing_IsRefusedAsAWhole()
    {
        await using var site = await ServeAsync(("/sitemap.xml", IndexOf("{site}/1.xml", "{site}/2.xml")), ("/1.xml", UrlsetOf("https://example.com/1")));
        Assert.Equal($"{site.Url}/2.xml: httpError: HTTP 404", await _lists.SitemapRefusedAsync(site.Url + "/sitemap.xml", 502));
    }

    [Fact]
    public async Task Urls_MoreThanAJobMayHave_AreRefused()
    {
        using var lists = new TestLists(settings: new JobSettings { MaxUrlsPerJob = 3 });
        await using var site = await ServeAsync(("/3.xml", UrlsetOf("u", "v", "w")), ("/4.xml", UrlsetOf("u", "v", "w", "x")));
        Assert.Equal(["u", "v", "w"], await lists.SitemapAsync(site.Url + "/3.xml"));
        Assert.Contains("at most 3 URLs", await lists.SitemapRefusedAsync(site.Url + "/4.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Urlset_OfAHundredThousand_IsWrittenWhileItArrives()
    {
        const int Many = 100_000, Megabyte = 1024 * 1024;
        using var lines = new MemoryStream();
        await using var site = await TestSite.StartAsync(async context =>
        {
            await context.Response.WriteAsync("<urlset>");
            for (var i = 0; i < Many; i++) await context.Response.WriteAsync($"<url><loc>https://example.com/{i}</loc></url>\n");
            // Were the list gathered first, this would never come true, and the reader's time would run out.
            while (lines.Length < 3 * Megabyte && !context.RequestAborted.IsCancellationRequested) await Task.Delay(10);
            await context.Response.WriteAsync("</urlset>");
        });
        var read = await _lists.ReadAsync(new FanOut.Lists.UrlsFrom { Sitemap = new Uri(site.Url) }, lines);
        Assert.Equal(Many, read.Total);
    }

    internal static string UrlsetOf(params string[] urls) => $"<urlset>{string.Concat(urls.Select(url => $"<url><loc>{url}</loc></url>"))}</urlset>";

    internal static string IndexOf(params string[] urls) => $"<sitemapindex>{string.Concat(urls.Select(url => $"<sitemap><loc>{url}</loc></sitemap>"))}</sitemapindex>";

    private static Task<TestSite> ServeAsync(params (string Path, string Text)[] files) => TestSite.StartAsync(async context =>
    {
        var file = files.SingleOrDefault(file => file.Path == context.Request.Path);
        if (file.Text is null) context.Response.StatusCode = (int)HttpStatusCode.NotFound;
        else await context.Response.WriteAsync(file.Text.Replace("{site}", $"http://{context.Request.Host}", StringComparison.Ordinal));
    });
}
