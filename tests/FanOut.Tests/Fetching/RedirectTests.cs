using System.Net;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

public sealed class RedirectTests
{
    private const string Start = "https://a.example.com/start";

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_EachKind_IsFollowed(int status)
    {
        var record = await FetchAsync(new StubHandler()
            .Redirect(Start, "/next?x=1", (HttpStatusCode)status)
            .On("https://a.example.com/next?x=1", HttpStatusCode.OK));

        Assert.Equal((Outcome.Ok, 1, "https://a.example.com/next?x=1", 200), (record.Outcome, record.Redirects, record.FinalUrl, record.StatusCode));
        Assert.Equal(Start, record.Url);
    }

    [Theory]
    [InlineData("javascript:alert(1)", Outcome.RedirectError, "redirect to another scheme")]
    [InlineData("ftp://a.example.com/", Outcome.RedirectError, "redirect to another scheme")]
    [InlineData("file:///etc/passwd", Outcome.RedirectError, "redirect to another scheme")]
    [InlineData("http://:bad", Outcome.RedirectError, "redirect to something that is not a URL")]
    [InlineData("", Outcome.RedirectError, "redirect without a Location")]
    [InlineData("https://a.example.com/start", Outcome.RedirectError, "redirect loop")]
    [InlineData("#part", Outcome.RedirectError, "redirect loop")]
    [InlineData("http://a.example.com/", Outcome.Blocked, "blocked: redirect from https to http")]
    [InlineData("https://me@a.example.com/", Outcome.Blocked, "blocked: redirect to a URL with user information")]
    [InlineData("https://@a.example.com/", Outcome.Blocked, "blocked: redirect to a URL with user information")]
    [InlineData("https://169.254.169.254/latest", Outcome.Blocked, "blocked: private or reserved address")]
    [InlineData("https://[::ffff:10.0.0.1]/", Outcome.Blocked, "blocked: private or reserved address")]
    [InlineData("https://metadata.google.internal/", Outcome.Blocked, "blocked: metadata host name")]
    [InlineData("https://b.example.com:22/", Outcome.Blocked, "blocked: port not allowed")]
    public async Task Redirect_ToWhereItMustNotGo_KeepsTheRedirectAsTheLastAnswer(string location, Outcome outcome, string error)
    {
        var handler = new StubHandler().Redirect(Start, location);

        var record = await FetchAsync(handler);

        Assert.Equal((outcome, error), (record.Outcome, record.Error));
        Assert.Equal((302, 0, Start, 1), (record.StatusCode, record.Redirects, record.FinalUrl, record.Attempts));
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task Redirect_WithoutLocation_IsRedirectError() =>
        Assert.Equal(Outcome.RedirectError, (await FetchAsync(new StubHandler().On(Start, HttpStatusCode.Found))).Outcome);

    [Fact]
    public async Task Redirect_LoopOverTwo_IsRedirectError()
    {
        var record = await FetchAsync(new StubHandler().Redirect(Start, "/b").Redirect("https://a.example.com/b", Start));

        Assert.Equal((Outcome.RedirectError, "redirect loop", 1), (record.Outcome, record.Error, record.Redirects));
    }

    [Theory]
    [InlineData(10, Outcome.Ok)]
    [InlineData(11, Outcome.RedirectError)]
    public async Task Redirect_Chain_IsFollowedTenTimes(int length, Outcome outcome)
    {
        var handler = new StubHandler().Redirect(Start, "/1");
        for (var hop = 1; hop < length; hop++)
        {
            handler.Redirect($"https://a.example.com/{hop}", $"/{hop + 1}");
        }

        var record = await FetchAsync(handler.On($"https://a.example.com/{length}", HttpStatusCode.OK));

        Assert.Equal((outcome, 10), (record.Outcome, record.Redirects));
    }

    [Fact]
    public async Task Redirect_FromHttpToHttps_IsFollowedWithTheCallersHeaders()
    {
        var handler = new StubHandler().Redirect("http://a.example.com/", "https://a.example.com/").On("https://a.example.com/", HttpStatusCode.OK);

        var record = await FetchAsync(handler, "http://a.example.com/");

        Assert.Equal(Outcome.Ok, record.Outcome);
        Assert.All(handler.Requests, request => Assert.True(request.Headers.Contains("Authorization")));
    }

    [Theory]
    [InlineData("https://b.example.com/")]
    [InlineData("https://a.example.com:8443/")]
    public async Task Redirect_LeavingTheHost_LeavesTheCallersHeadersBehindForGood(string elsewhere)
    {
        var handler = new StubHandler().Redirect(Start, elsewhere).Redirect(elsewhere, "https://a.example.com/back").On("https://a.example.com/back", HttpStatusCode.OK);

        await FetchAsync(handler);

        Assert.Equal([true, false, false], handler.Requests.Select(request => request.Headers.Contains("Authorization")));
        Assert.Equal([true, false, false], handler.Requests.Select(request => request.Headers.Contains("X-Key")));
        Assert.All(handler.Requests, request => Assert.Equal("FanOut/0.1", request.Headers.UserAgent.ToString()));
    }

    [Fact]
    public async Task Redirect_OnARealServerWithUtf8InItsLocation_IsFollowed()
    {
        using var server = new RawServer("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /\u00C3\u00A9\r\n\r\n");
        using var fetcher = new TestFetcher();

        var record = await fetcher.GetAsync(server.Url);

        Assert.Equal((Outcome.RedirectError, "redirect loop", server.Url + "%C3%A9"), (record.Outcome, record.Error, record.FinalUrl));
    }

    private static async Task<FetchRecord> FetchAsync(StubHandler handler, string url = Start)
    {
        using var fetcher = new TestFetcher(networks: "", ports: "80,443,8443", handler: handler);
        return await fetcher.GetAsync(url, new FetchOptions { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = "Bearer x", ["X-Key"] = "1" } });
    }
}
