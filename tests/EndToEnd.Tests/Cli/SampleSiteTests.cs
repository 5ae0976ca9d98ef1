using System.Net;
using System.Text.Json.Nodes;
using FanOut.Cli.Site;

namespace EndToEnd.Tests.Cli;

public sealed class SampleSiteTests : IAsyncLifetime, IDisposable
{
    private readonly TimerCountingTime _time = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private SampleSite _site = null!;

    public async Task InitializeAsync()
    {
        _site = await SampleSite.StartAsync(countPaths: true, time: _time);
        _http.BaseAddress = _site.BaseUri;
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/json/4", HttpStatusCode.OK)]
    [InlineData("/status/418", (HttpStatusCode)418)]
    [InlineData("/status/204", HttpStatusCode.NoContent)]
    [InlineData("/status/99", HttpStatusCode.NotFound)]
    [InlineData("/delay/30001", HttpStatusCode.NotFound)]
    [InlineData("/page/x", HttpStatusCode.NotFound)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    public async Task Path_Asked_AnswersWithItsStatus(string path, HttpStatusCode expected)
    {
        using var response = await _http.GetAsync(path);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Page_AnyNumber_IsATitledPageOfAboutFiveThousandBytes()
    {
        using var response = await _http.GetAsync("/page/1234");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Contains("<title>Page 1234 of the sample site</title>", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 4_900, 5_100);
        Assert.Equal(html.Length, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Json_AnyNumber_IsAnObjectWithThatId() =>
        Assert.Equal(77, (int?)JsonNode.Parse(await _http.GetStringAsync("/json/77"))!["id"]);

    [Fact]
    public async Task Bytes_ManyOfThem_AllArrive() =>
        Assert.Equal(200_001, (await _http.GetByteArrayAsync("/bytes/200001")).Length);

    [Fact]
    public async Task Redirect_OfTwo_LeadsToThePageInTwoSteps()
    {
        using var first = await _http.GetAsync("/redirect/2");
        using var second = await _http.GetAsync(first.Headers.Location);
        using var last = await _http.GetAsync(second.Headers.Location);

        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Found, HttpStatusCode.OK], [first.StatusCode, second.StatusCode, last.StatusCode]);
    }

    [Fact]
    public async Task Flaky_TwoFailures_RecoversForThatNumberOnly()
    {
        var statuses = new List<HttpStatusCode>();
        foreach (var path in (string[])["/flaky/1/2", "/flaky/1/2", "/flaky/1/2", "/flaky/2/2"])
        {
            using var response = await _http.GetAsync(path);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable], statuses);
    }

    [Fact]
    public async Task Delay_ManyAtOnce_AreCountedInFlightUntilAnswered()
    {
        var requests = Enumerable.Range(0, 5).Select(_ => _http.GetStringAsync("/delay/1000")).ToList();
        await _time.TimersAsync(5).WaitAsync(CliProcess.Limit);
        Assert.Equal(5, _site.InFlight);

        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(requests);
        await _http.GetStringAsync("/page/1");

        Assert.Equal(6, _site.Requests);
        Assert.Equal(5, _site.MaxInFlight);
        Assert.Equal(5, _site.Hits["/delay/1000"]);
    }

    [Fact]
    public async Task Stats_AfterReset_StartAgainAndDoNotCountThemselves()
    {
        await _http.GetStringAsync("/page/1");
        var before = JsonNode.Parse(await _http.GetStringAsync("/stats"))!;
        using var reset = await _http.PostAsync("/stats/reset", content: null);
        var after = JsonNode.Parse(await _http.GetStringAsync("/stats"))!;

        Assert.Equal((1, 1), ((int?)before["requests"], (int?)before["maxInFlight"]));
        Assert.Equal((0, 0), ((int?)after["requests"], (int?)after["maxInFlight"]));
    }
}
