using System.Net;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

/// <summary>What 429 and 503 without Retry-After do to the other URLs of a host.</summary>
public sealed class SlowDownTests : IDisposable
{
    private const string Limited = "https://a.example.com/limited";
    private const string Sibling = "https://a.example.com/sibling";

    private readonly SignallingTimeProvider _time = new();
    private readonly StubHandler _site = new();
    private readonly TestFetcher _fetcher;

    public SlowDownTests()
    {
        _fetcher = new TestFetcher(networks: "", ports: "*", handler: _site, time: _time);
        _site.On(Sibling, HttpStatusCode.OK).On(Limited, HttpStatusCode.TooManyRequests);
    }

    public void Dispose() => _fetcher.Dispose();

    [Fact]
    public async Task HostThatRefused_OtherUrlsOfIt_GoOneAfterTheOtherOutsideTheirTimeLimit()
    {
        await FetchAsync(Limited);

        var held = new List<Task<FetchRecord>>();
        foreach (var milliseconds in new[] { 1_000, 1_020, 1_040 })
        {
            held.Add(_fetcher.GetAsync(Sibling));
            Assert.Equal(milliseconds, (await _time.NextWaitAsync()).TotalMilliseconds);
        }
        Assert.Single(_site.Requests);
        _time.Advance(TimeSpan.FromMilliseconds(1_040));

        foreach (var record in await Task.WhenAll(held).WaitAsync(TestTimes.Patience))
            Assert.Equal((Outcome.Ok, 1, 0.0), (record.Outcome, record.Attempts, record.DurationMs));
    }

    [Theory]
    [InlineData("https://b.example.com/", "job")]
    [InlineData(Sibling, "another job")]
    public async Task HostThatRefused_AnotherHostOrJob_IsNotHeldBack(string url, string jobId)
    {
        _site.On(url, HttpStatusCode.OK);
        await FetchAsync(Limited);

        Assert.Equal(Outcome.Ok, (await _fetcher.GetAsync(url, jobId: jobId).WaitAsync(TestTimes.Patience)).Outcome);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task HostThatAnswersAnythingElse_OrIsDown_IsNotSlowedDownFor(HttpStatusCode status)
    {
        _site.On(Limited, status);
        await FetchAsync(Limited);
        await FetchAsync(Limited);

        Assert.Equal(Outcome.Ok, (await _fetcher.GetAsync(Sibling).WaitAsync(TestTimes.Patience)).Outcome);
    }

    [Fact]
    public async Task HostThatIsOverloadedMostly_IsSlowedDownFor()
    {
        _site.On(Limited, HttpStatusCode.ServiceUnavailable);
        for (var i = 0; i < 10; i++) await FetchAsync(Limited);
        await FetchAsync(Sibling);
        await FetchAsync(Limited);

        var held = _fetcher.GetAsync(Sibling);
        Assert.Equal(HostPace.Rest, await _time.NextWaitAsync());
        _time.Advance(HostPace.Rest);
        Assert.Equal(Outcome.Ok, (await held.WaitAsync(TestTimes.Patience)).Outcome);
    }

    [Fact]
    public async Task UrlsThatWait_WhenTheHostRefusesAgain_TakeNewTurnsAtTheNewPace()
    {
        var pauses = new HostPauses(_time);
        var url = new Uri(Sibling);
        Refuse(pauses, url);
        var first = pauses.WaitAsync("job", url, DateTime.MaxValue, default);
        var second = pauses.WaitAsync("job", url, DateTime.MaxValue, default);
        Assert.Equal(1_000, (await _time.NextWaitAsync()).TotalMilliseconds);
        Assert.Equal(1_020, (await _time.NextWaitAsync()).TotalMilliseconds);
        _time.Advance(HostPace.Rest);
        Assert.True(await first.WaitAsync(TestTimes.Patience));
        Refuse(pauses, url);
        var changed = _time.GetUtcNow();

        _time.Advance(HostPauses.Spacing);
        Assert.False(second.IsCompleted);
        _time.Advance(await _time.NextWaitAsync());

        Assert.True(await second.WaitAsync(TestTimes.Patience));
        Assert.Equal(changed + HostPace.Rest, _time.GetUtcNow());
    }

    [Fact]
    public async Task UrlsOfAHostThatRefusesForEver_AreTriedAfterAMinuteAtMost()
    {
        var pauses = new HostPauses(_time);
        var url = new Uri(Sibling);
        for (var i = 0; i < 10; i++) Refuse(pauses, url);
        var held = Enumerable.Range(0, 500).Select(_ => pauses.WaitAsync("job", url, DateTime.MaxValue, default)).ToList();

        for (var passed = TimeSpan.Zero; passed < HostPauses.LongestHold; passed += TimeSpan.FromSeconds(1))
        {
            Refuse(pauses, url);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.All(await Task.WhenAll(held).WaitAsync(TestTimes.Patience), Assert.True);
    }

    [Fact]
    public async Task UrlWhoseTurnComesTooLate_IsNotRunAndNoTimeout()
    {
        for (var i = 0; i < 3; i++) await FetchAsync(Limited);

        var record = await _fetcher.GetAsync(Sibling, notAfter: _time.GetUtcNow().UtcDateTime + TimeSpan.FromMilliseconds(10)).WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.NotRun, 0), (record.Outcome, record.Attempts));
    }

    [Fact]
    public async Task RefusedUrl_IsTriedAgainAfterNoLessThanItsBackoff()
    {
        var fetching = _fetcher.GetAsync(Limited, new FetchOptions { MaxAttempts = 5, TimeoutSeconds = 100 });

        foreach (var milliseconds in new[] { 100_000, 1_000, 1_000, 1_000, 2_000 })
        {
            var wait = await _time.NextWaitAsync();
            Assert.Equal(milliseconds, wait.TotalMilliseconds);
            if (milliseconds < 100_000) _time.Advance(wait);
        }

        Assert.Equal((Outcome.HttpError, 5, 5000.0), (await fetching.WaitAsync(TestTimes.Patience)) is var record ? (record.Outcome, record.Attempts, record.DurationMs) : default);
    }

    private void Refuse(HostPauses pauses, Uri url)
    {
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var begun = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        pauses.Refused("job", url, begun, mayBeDown: false);
    }

    /// <summary>Fetches at once, whatever the answer; its time limit is the one timer that this starts, a turn aside.</summary>
    private async Task FetchAsync(string url)
    {
        var fetching = _fetcher.GetAsync(url);
        for (var wait = await _time.NextWaitAsync(); wait.TotalSeconds < 10; wait = await _time.NextWaitAsync()) _time.Advance(wait);
        await fetching.WaitAsync(TestTimes.Patience);
    }
}
