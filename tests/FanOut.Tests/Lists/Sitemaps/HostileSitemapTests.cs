using System.IO.Compression;
using System.Text;
using FanOut.Tests.Fetching;
using Microsoft.AspNetCore.Http;

namespace FanOut.Tests.Lists.Sitemaps;

/// <summary>Documents that are made to hurt who reads them, and those that are something else.</summary>
public sealed class HostileSitemapTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>More than the reader, the sockets (some 10 MiB) and the pipes between take before a document is given up.</summary>
    private const long GivenUpAfter = 32 * Megabyte;

    private readonly TestLists _lists = new();

    public void Dispose() => _lists.Dispose();

    [Theory]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><urlset><url><loc>&c;</loc></url></urlset>""")]
    [InlineData("""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>&e;</loc></url></urlset>""")]
    [InlineData("""<!DOCTYPE x SYSTEM "{site}/evil.dtd"><urlset><url><loc>https://example.com/</loc></url></urlset>""")]
    [InlineData("""<!DOCTYPE x [<!ENTITY % p SYSTEM "{site}/evil.dtd">%p;]><urlset/>""")]
    [InlineData("<!DOCTYPE html><html><head><title>Not found</title></head></html>")]
    [InlineData("<urlset><url><loc>&unknown;</loc></url></urlset>")]
    [InlineData("<urlset><url><loc>https://example.com/</loc></url>")]
    [InlineData("<urlset></urlset><urlset></urlset>")]
    [InlineData("{\"urls\":[\"https://example.com/\"]}")]
    [InlineData("ftp://example.com/\nhttps://example.com/")]
    [InlineData("\u0089PNG\r\n\u001a\n")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-7\"?><urlset/>")]
    [InlineData("")]
    public async Task Document_ThatIsNoPlainXml_IsRefused_AndNothingItNamesIsFetched(string text)
    {
        var paths = new List<string>();
        await using var site = await TestSite.StartAsync(context =>
        {
            lock (paths) paths.Add(context.Request.Path);
            return context.Response.WriteAsync(text.Replace("{site}", $"http://{context.Request.Host}", StringComparison.Ordinal));
        });

        var error = await _lists.SitemapRefusedAsync(site.Url + "/sitemap.xml");

        Assert.StartsWith($"{site.Url}/sitemap.xml: Is no sitemap: not well-formed XML, or with a document type", error, StringComparison.Ordinal);
        Assert.Equal(["/sitemap.xml"], paths);
    }

    [Theory]
    [InlineData("""<rss version="2.0"><channel><link>https://example.com/</link></channel></rss>""")]
    [InlineData("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>")]
    public async Task Document_OfAnotherKind_IsRefused(string text)
    {
        await using var site = await TestSite.StartAsync(context => context.Response.WriteAsync(text));
        Assert.Contains("its root is neither urlset nor sitemapindex", await _lists.SitemapRefusedAsync(site.Url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Urlset_WithoutAnyUrl_IsRefused()
    {
        await using var site = await TestSite.StartAsync(context => context.Response.WriteAsync("<urlset/>"));
        Assert.Equal("Must hold at least one URL.", await _lists.SitemapRefusedAsync(site.Url));
    }

    [Theory]
    [InlineData("<urlset>", "<url><loc>https://example.com/</loc></url>", "at most 100000 URLs")]
    [InlineData("<sitemapindex>", "<sitemap><loc>https://example.com/</loc></sitemap>", "more than 500 sitemaps")]
    [InlineData("<urlset><url><loc>", "https://example.com/", "more than 262144 bytes")]
    [InlineData("<urlset><url><loc>", "<![CDATA[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]]>", "longer than 52428800 bytes")]
    [InlineData("<urlset><url a=\"", "aaaaaaaaaaaaaaaaaaaaa>", "more than 262144 bytes")]
    [InlineData("<urlset><!--", " aaaaaaaaaaaaaaaaaaaa", "more than 262144 bytes")]
    [InlineData("<urlset><?", "aaaaaaaaaaaaaaaaaaaaa", "more than 262144 bytes")]
    [InlineData("<", "aaaaaaaaaaaaaaaaaaaaaaa", "more than 262144 bytes")]
    [InlineData("", "                          ", "more than 262144 bytes")]
    [InlineData("<urlset>", "<a>", "nested deeper than 32 levels")]
    [InlineData("<urlset>", "<a{0} b{0}=\"\"/>", "more than 1000 names")]
    [InlineData("<urlset>", "<!--  -->", "longer than 52428800 bytes")]
    public async Task Document_WithoutEnd_IsGivenUp(string start, string repeated, string message)
    {
        long sent = 0;
        await using var site = await TestSite.StartAsync(async context =>
        {
            await context.Response.WriteAsync(start);
            for (var i = 0; !context.RequestAborted.IsCancellationRequested; i++)
            {
                var piece = string.Concat(Enumerable.Range(0, 500).Select(n => repeated.Replace("{0}", $"{i}_{n}", StringComparison.Ordinal)));
                await context.Response.WriteAsync(piece, context.RequestAborted);
                Interlocked.Add(ref sent, piece.Length);
            }
        });

        Assert.Contains(message, await _lists.SitemapRefusedAsync(site.Url), StringComparison.Ordinal);
        if (!message.StartsWith("longer", StringComparison.Ordinal)) Assert.InRange(Interlocked.Read(ref sent), 0, GivenUpAfter);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bomb_InGzip_IsGivenUp(bool isFile)
    {
        var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("<urlset>"u8);
            var filler = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<url></url>", 10_000)));
            for (var i = 0; i < 1000; i++) gzip.Write(filler);
        }
        await using var site = await TestSite.StartAsync(context =>
        {
            if (!isFile) context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync(bomb.ToArray()).AsTask();
        });
        Assert.Contains("longer than 52428800 bytes", await _lists.SitemapRefusedAsync(site.Url), StringComparison.Ordinal);
    }
}
