using System.Net;
using System.Net.Sockets;
using System.Text;
using FanOut.Jobs;
using FanOut.Lists;
using FanOut.Tests.Fetching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace FanOut.Tests.Lists.Sitemaps;

/// <summary>A sitemap is reached as any URL is, or not; either is told by the names that records use.</summary>
public sealed class SitemapGuardTests : IDisposable
{
    private readonly TestLists _lists = new();

    public void Dispose() => _lists.Dispose();

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://10.0.0.1/sitemap.xml")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://metadata.google.internal/")]
    [InlineData("http://2852039166/")]
    public async Task Sitemap_InAPrivateNetwork_IsBlocked(string url) =>
        Assert.StartsWith($"{new Uri(url).AbsoluteUri}: blocked: ", await _lists.SitemapRefusedAsync(url), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/", "blocked: private or reserved address", 400)]
    [InlineData("http://user@example.com/", "blocked: redirect to a URL with user information", 400)]
    [InlineData("file:///etc/passwd", "redirectError: redirect to another scheme", 502)]
    [InlineData("/", "redirectError: more than 10 redirects", 502)]
    [InlineData("", "redirectError: redirect without a Location", 502)]
    public async Task Redirect_IsJudgedAsTheFirstUrl(string location, string error, int status)
    {
        await using var site = await TestSite.StartAsync(context =>
        {
            context.Response.StatusCode = (int)HttpStatusCode.Found;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });
        Assert.Equal($"{site.Url}/: {error}", await _lists.SitemapRefusedAsync(site.Url + "/", status));
    }

    [Fact]
    public async Task Redirect_ToWhereTheSitemapIs_IsFollowed()
    {
        await using var site = await TestSite.StartAsync(context =>
        {
            if (context.Request.Path == "/new.xml") return context.Response.WriteAsync(SitemapTests.UrlsetOf("https://example.com/"));
            context.Response.Redirect("/new.xml");
            return Task.CompletedTask;
        });
        Assert.Equal(["https://example.com/"], await _lists.SitemapAsync(site.Url + "/old.xml"));
    }

    [Theory]
    [InlineData("http://169.254.169.254/sitemap.xml", "http://169.254.169.254/sitemap.xml: blocked: private or reserved address")]
    [InlineData("file:///etc/passwd", "'file:///etc/passwd': scheme is neither http nor https.")]
    [InlineData("sitemap2.xml", "'sitemap2.xml': not an absolute URL.")]
    public async Task Index_ThatNamesWhatIsNotToBeReached_IsRefused(string named, string error)
    {
        await using var site = await TestSite.StartAsync(context => context.Response.WriteAsync(SitemapTests.IndexOf(named)));
        Assert.EndsWith(error, await _lists.SitemapRefusedAsync(site.Url), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Answer_ThatIsNoSuccess_IsToldByItsStatus(int status)
    {
        await using var site = await TestSite.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("internal details");
        });
        Assert.Equal($"{site.Url}/: httpError: HTTP {status}", await _lists.SitemapRefusedAsync(site.Url, 502));
    }

    [Fact]
    public async Task Server_ThatIsNotThere_IsToldByItsOutcome()
    {
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var url = $"http://{reserved.LocalEndPoint}/";
        Assert.Equal($"{url}: connectError: connection refused", await _lists.SitemapRefusedAsync(url, 502));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<urlset><url>", "protocolError")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n<a/>", "protocolError: conflicting Content-Length headers")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n<urlset/>", "protocolError: bad encoding")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", "protocolError: malformed answer")]
    public async Task Answer_ThatIsBroken_IsToldByItsOutcome(string answer, string error)
    {
        using var server = new RawServer(Encoding.Latin1.GetBytes(answer));
        Assert.StartsWith($"{server.Url}: {error}", await _lists.SitemapRefusedAsync(server.Url, 502), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_ThatNeverEnds_IsGivenUpAfterAMinute(bool afterItsHead)
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        using var lists = new TestLists(time: time);
        await using var site = await TestSite.StartAsync(async context =>
        {
            if (afterItsHead) await context.Response.WriteAsync("<urlset>");
            if (afterItsHead) await context.Response.Body.FlushAsync();
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

        var reading = lists.SitemapRefusedAsync(site.Url, 502);
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("timeout: not read to its end within 60 s", await reading);
    }

    [Fact]
    public async Task Caller_WhoLeaves_EndsTheReading()
    {
        using var left = new CancellationTokenSource();
        var ended = new TaskCompletionSource();
        await using var site = await TestSite.StartAsync(async context =>
        {
            await left.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended.SetResult();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _lists.ReadAsync(new UrlsFrom { Sitemap = new Uri(site.Url) }, Stream.Null, cancellationToken: left.Token));
        await ended.Task;
    }
}
