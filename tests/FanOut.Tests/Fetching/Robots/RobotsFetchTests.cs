using System.Net;
using System.Text;
using FanOut.Fetching;
using FanOut.Fetching.Robots;

namespace FanOut.Tests.Fetching.Robots;

public sealed class RobotsFetchTests : IDisposable
{
    private const string Page = "https://a.example.com/page";
    private const string Robots = "https://a.example.com/robots.txt";
    private static readonly FetchOptions s_options = new() { MaxAttempts = 1, RespectRobots = true };

    private readonly StubHandler _site = new();
    private readonly TestFetcher _fetcher;

    public RobotsFetchTests()
    {
        _fetcher = new TestFetcher(networks: "", handler: _site, userAgent: "Checker/2");
        _site.On(Page, HttpStatusCode.OK);
    }

    public void Dispose() => _fetcher.Dispose();

    [Fact]
    public async Task Url_ThatIsDisallowed_IsBlockedAndNeverAskedFor()
    {
        _site.On(Robots, HttpStatusCode.OK, Says("user-agent: *\ndisallow: /page"));

        var record = await _fetcher.GetAsync(Page, s_options);

        Assert.Equal((Outcome.Blocked, "blocked: robots.txt disallows it", (int?)null), (record.Outcome, record.Error, record.StatusCode));
        Assert.Equal([Robots], Asked);
    }

    [Fact]
    public async Task Option_ThatIsOff_AsksForNoRobotsFile()
    {
        Assert.Equal(Outcome.Ok, (await _fetcher.GetAsync(Page)).Outcome);
        Assert.Equal([Page], Asked);
    }

    [Fact]
    public async Task RobotsFile_AsAUrlOfTheJob_IsFetchedLikeAnyOther()
    {
        _site.On(Robots, HttpStatusCode.OK, Says("user-agent: *\ndisallow: /"));

        Assert.Equal(Outcome.Ok, (await _fetcher.GetAsync(Robots, s_options)).Outcome);
        Assert.Equal([Robots], Asked);
    }

    [Theory]
    [InlineData(304, true)]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(404, true)]
    [InlineData(429, true)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    [InlineData(599, false)]
    public async Task RobotsFile_ByStatus_AllowsAllOrNothing(int status, bool allowed)
    {
        _site.On(Robots, (HttpStatusCode)status, Says("user-agent: *\ndisallow: /"));

        var record = await _fetcher.GetAsync(Page, s_options);

        Assert.Equal(allowed ? (Outcome.Ok, null) : (Outcome.Blocked, $"blocked: robots.txt unreachable: HTTP {status}"), (record.Outcome, record.Error));
    }

    [Theory]
    [InlineData(RobotsReader.MaxHops, false)]
    [InlineData(RobotsReader.MaxHops + 1, true)]
    public async Task RobotsFile_BehindRedirects_IsReadAfterFiveOfThem(int hops, bool allowed)
    {
        for (var hop = 0; hop < hops; hop++) _site.Redirect(hop == 0 ? Robots : $"https://h{hop}.example.com/", $"https://h{hop + 1}.example.com/", HttpStatusCode.MovedPermanently);
        _site.On($"https://h{hops}.example.com/", HttpStatusCode.OK, Says("user-agent: *\ndisallow: /"));

        Assert.Equal(allowed ? Outcome.Ok : Outcome.Blocked, (await _fetcher.GetAsync(Page, s_options)).Outcome);
    }

    [Theory]
    [InlineData("http://169.254.169.254/robots.txt", false)]
    [InlineData("http://a.example.com/robots.txt", false)]
    [InlineData("ftp://a.example.com/robots.txt", true)]
    [InlineData("", true)]
    [InlineData(Robots, true)]
    public async Task RobotsFile_RedirectedToNothingGood_IsNotFollowed(string location, bool allowed)
    {
        _site.Redirect(Robots, location);

        Assert.Equal(allowed ? Outcome.Ok : Outcome.Blocked, (await _fetcher.GetAsync(Page, s_options)).Outcome);
        Assert.All(Asked, url => Assert.Contains("https://a.example.com/", url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redirect_ToAnotherHost_IsJudgedByThatHost()
    {
        const string Allowed = "https://b.example.com/allowed", Disallowed = "https://b.example.com/disallowed", Next = "https://a.example.com/next";
        _site.On(Robots, HttpStatusCode.NotFound).Redirect(Page, Allowed).Redirect(Next, Disallowed).On(Allowed, HttpStatusCode.OK)
            .On("https://b.example.com/robots.txt", HttpStatusCode.OK, Says("user-agent: *\ndisallow: /disallowed"));

        var (good, bad) = (await _fetcher.GetAsync(Page, s_options), await _fetcher.GetAsync(Next, s_options));

        Assert.Equal((Outcome.Ok, Allowed), (good.Outcome, good.FinalUrl));
        Assert.Equal((Outcome.Blocked, Disallowed, 1), (bad.Outcome, bad.FinalUrl, bad.Redirects));
        Assert.Equal([Robots, Page, "https://b.example.com/robots.txt", Allowed, Next], Asked);
    }

    [Theory]
    [InlineData(null, "Checker/2", false)]
    [InlineData("Else/1", "Else/1", true)]
    public async Task Group_IsThatOfTheUserAgentWhichIsSent(string? own, string sent, bool allowed)
    {
        _site.On(Robots, HttpStatusCode.OK, Says("user-agent: checker\ndisallow: /\nuser-agent: else\nallow: /\nuser-agent: *\ndisallow: /"));
        var headers = own is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["user-agent"] = own };

        var record = await _fetcher.GetAsync(Page, s_options with { Headers = headers });

        Assert.Equal(allowed ? Outcome.Ok : Outcome.Blocked, record.Outcome);
        Assert.Equal(sent, _site.Requests[0].Headers.UserAgent.ToString());
    }

    [Fact]
    public async Task RobotsFile_OfAHost_IsReadOncePerJob()
    {
        _site.On(Robots, HttpStatusCode.InternalServerError).On("https://a.example.com:8443/robots.txt", HttpStatusCode.NotFound).On("https://a.example.com:8443/", HttpStatusCode.OK);

        await _fetcher.GetAsync(Page, s_options);
        await _fetcher.GetAsync(Page + "?2", s_options);
        Assert.Equal([Robots], Asked);
        await _fetcher.GetAsync(Page, s_options, jobId: "another");
        Assert.Equal([Robots, Robots], Asked);
        await _fetcher.GetAsync("https://a.example.com:8443/", s_options);
        Assert.Equal([Robots, Robots, "https://a.example.com:8443/robots.txt", "https://a.example.com:8443/"], Asked);
    }

    [Theory]
    [InlineData("\n", true)]
    [InlineData("\nx\n", false)]
    public async Task RobotsFile_LongerThanIsRead_CountsUpToItsLastWholeLine(string before, bool allowed)
    {
        const string Rules = "user-agent: *\ndisallow: /p";
        var padding = new string('#', RobotsReader.MaxBytes - Rules.Length - before.Length);
        _site.On(Robots, HttpStatusCode.OK, Says(before is "\n" ? padding + before + Rules + "ages\n" : Rules + before + padding + new string('#', 100_000)));

        Assert.Equal(allowed ? Outcome.Ok : Outcome.Blocked, (await _fetcher.GetAsync(Page, s_options)).Outcome);
    }

    [Fact]
    public async Task Host_ThatIsNotThere_EndsItsUrlsAsWithoutRobots()
    {
        using var refusing = new RawServer("");
        refusing.Dispose();
        using var noHost = new TestFetcher(resolver: new StubResolver());
        using var privateHost = new TestFetcher(networks: "", resolver: new StubResolver("10.0.0.1"));

        var dns = await noHost.GetAsync(Page, s_options);
        var connect = await noHost.GetAsync(refusing.Url, s_options with { MaxAttempts = 2 });
        var guarded = await privateHost.GetAsync(Page, s_options);

        Assert.Equal((Outcome.DnsError, "name not found"), (dns.Outcome, dns.Error));
        Assert.Equal((Outcome.ConnectError, 2), (connect.Outcome, connect.Attempts));
        Assert.Equal((Outcome.Blocked, "blocked: private or reserved address"), (guarded.Outcome, guarded.Error));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nuser-agent: *\n", "connection closed before the answer was complete")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: nope\r\nConnection: close\r\n\r\nx", null)]
    [InlineData("nonsense", null)]
    public async Task RobotsFile_ThatIsBroken_DisallowsEverything(string answer, string? reason)
    {
        using var server = new RawServer(answer);
        using var fetcher = new TestFetcher();

        var record = await fetcher.GetAsync(server.Url, s_options);

        Assert.Equal(Outcome.Blocked, record.Outcome);
        Assert.StartsWith("blocked: robots.txt unreachable: " + reason, record.Error, StringComparison.Ordinal);
    }

    private IEnumerable<string> Asked => _site.Requests.Select(request => request.RequestUri!.AbsoluteUri);

    private static Action<HttpResponseMessage> Says(string text) => response => response.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
}
