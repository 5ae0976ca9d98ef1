using System.Net;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

public sealed class HostPauseTests : IDisposable
{
    private const string Limited = "https://a.example.com/limited";
    private const string Sibling = "https://a.example.com/sibling";
    private static readonly TimeSpan s_asked = TimeSpan.FromSeconds(20);

    private readonly SignallingTimeProvider _time = new();
    private readonly StubHandler _site = new();
    private readonly TestFetcher _fetcher;

    public HostPauseTests()
    {
        _fetcher = new TestFetcher(networks: "", ports: "*", handler: _site, time: _time);
        _site.On(Sibling, HttpStatusCode.OK).On(Limited, HttpStatusCode.TooManyRequests, Asks("20"));
    }

    public void Dispose() => _fetcher.Dispose();

    [Fact]
    public async Task HostThatAskedToWait_AnotherUrlOfIt_IsHeldBackOutsideItsTimeLimit()
    {
        await PauseAsync();
        var start = _time.GetUtcNow();

        var held = _fetcher.GetAsync(Sibling, new FetchOptions { TimeoutSeconds = 1 });
        Assert.Equal(s_asked, await _time.NextWaitAsync());
        Assert.Single(_site.Requests);
        _time.Advance(s_asked);
        var record = await held.WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.Ok, 1, 0.0, start + s_asked), (record.Outcome, record.Attempts, record.DurationMs, record.StartedAt));
    }

    [Theory]
    [InlineData("https://b.example.com/", "job")]
    [InlineData("https://a.example.com:8443/", "job")]
    [InlineData(Sibling, "another job")]
    public async Task HostThatAskedToWait_AnotherHostPortOrJob_IsNotHeldBack(string url, string jobId)
    {
        _site.On(url, HttpStatusCode.OK);
        await PauseAsync();

        var record = await _fetcher.GetAsync(url, jobId: jobId).WaitAsync(TestTimes.Patience);

        Assert.Equal(Outcome.Ok, record.Outcome);
    }

    [Fact]
    public async Task HostThatAskedToWait_AfterItsTime_IsFetchedAtOnce()
    {
        await PauseAsync();
        _time.Advance(s_asked);

        var record = await _fetcher.GetAsync(Sibling).WaitAsync(TestTimes.Patience);

        Assert.Equal(Outcome.Ok, record.Outcome);
    }

    [Fact]
    public async Task UrlsHeldBack_AreLetGoOneAfterTheOther()
    {
        await PauseAsync();

        var held = new List<Task<FetchRecord>>();
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            held.Add(_fetcher.GetAsync(Sibling));
            waits.Add(await _time.NextWaitAsync());
        }
        _time.Advance(waits[^1]);
        var records = await Task.WhenAll(held).WaitAsync(TestTimes.Patience);

        Assert.Equal([s_asked, s_asked + HostPauses.Spacing, s_asked + (2 * HostPauses.Spacing)], waits);
        Assert.All(records, record => Assert.Equal(Outcome.Ok, record.Outcome));
    }

    [Fact]
    public async Task HostThatAsksAgain_HoldsUrlsBackAgainButNotForEver()
    {
        var pauses = new HostPauses(_time);
        var url = new Uri(Sibling);
        pauses.Add("job", url, s_asked);

        var held = pauses.WaitAsync("job", url, DateTime.MaxValue, CancellationToken.None);
        var waits = new List<TimeSpan>();
        while (waits.Sum(wait => wait.TotalSeconds) < HostPauses.LongestHold.TotalSeconds)
        {
            Assert.False(held.IsCompleted);
            waits.Add(await _time.NextWaitAsync());
            // Answers to URLs that were under way: each asks for half a minute more.
            pauses.Add("job", url, waits[^1] + TimeSpan.FromSeconds(25));
            _time.Advance(waits[^1]);
        }

        Assert.True(await held.WaitAsync(TestTimes.Patience));
        Assert.Equal(HostPauses.LongestHold.TotalSeconds, waits.Sum(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task HostThatAsksForLong_IsLeftAloneForTheLongestPause()
    {
        var pauses = new HostPauses(_time);
        pauses.Add("job", new Uri(Sibling), TimeSpan.FromHours(1));

        var held = pauses.WaitAsync("job", new Uri(Sibling), DateTime.MaxValue, CancellationToken.None);
        _time.Advance(await _time.NextWaitAsync());

        Assert.True(await held.WaitAsync(TestTimes.Patience));
        Assert.Equal(HostPauses.Longest, _time.GetUtcNow() - _time.Start);
    }

    [Fact]
    public async Task HostThatAsksForLess_DoesNotEndALongerPause()
    {
        var pauses = new HostPauses(_time);
        pauses.Add("job", new Uri(Sibling), s_asked);
        pauses.Add("job", new Uri(Sibling), TimeSpan.FromSeconds(1));

        var held = pauses.WaitAsync("job", new Uri(Sibling), DateTime.MaxValue, CancellationToken.None);
        Assert.Equal(s_asked, await _time.NextWaitAsync());
        _time.Advance(s_asked);

        Assert.True(await held.WaitAsync(TestTimes.Patience));
    }

    [Fact]
    public void HostsWithoutNumber_TakeRoomForSoManyOnly()
    {
        var pauses = new HostPauses(_time);
        for (var i = 0; i <= HostPauses.MaxHosts; i++) pauses.Add("job", new Uri($"https://h{i}.example.com/"), s_asked);

        Assert.False(pauses.IsPaused("job", new Uri($"https://h{HostPauses.MaxHosts}.example.com/")));
        _time.Advance(s_asked);
        pauses.Add("job", new Uri(Sibling), s_asked);
        Assert.True(pauses.IsPaused("job", new Uri(Sibling)));
    }

    [Fact]
    public async Task JobStoppedWhileHeldBack_IsNotRun()
    {
        using var job = new CancellationTokenSource();
        await PauseAsync();

        var held = _fetcher.GetAsync(Sibling, jobStopped: job.Token);
        await _time.NextWaitAsync();
        await job.CancelAsync();
        var record = await held.WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.NotRun, 0), (record.Outcome, record.Attempts));
        Assert.Single(_site.Requests);
    }

    [Fact]
    public async Task HostStoppingWhileHeldBack_Throws()
    {
        using var host = new CancellationTokenSource();
        await PauseAsync();

        var held = _fetcher.GetAsync(Sibling, hostStopping: host.Token);
        await _time.NextWaitAsync();
        await host.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held.WaitAsync(TestTimes.Patience));
    }

    [Fact]
    public async Task HostThatAskedToWait_PastTheUrlsTurn_IsNotRunAndHoldsNoSlot()
    {
        await PauseAsync();

        var record = await _fetcher.GetAsync(Sibling, notAfter: _time.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(19)).WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.NotRun, "its host asked to be left alone for longer than there was time"), (record.Outcome, record.Error));
    }

    [Fact]
    public async Task RetryAtAHostThatAskedAnotherUrlToWait_WaitsAsLong()
    {
        const string failing = "https://a.example.com/failing";
        // While its first attempt is under way, another URL of the host is told to wait.
        _site.On(failing, HttpStatusCode.BadGateway, _ => Assert.True(_fetcher.GetAsync(Limited).IsCompletedSuccessfully));

        var retried = _fetcher.GetAsync(failing, new FetchOptions { MaxAttempts = 2, TimeoutSeconds = 100 });
        foreach (var seconds in new[] { 100, 10, 20 }) Assert.Equal(TimeSpan.FromSeconds(seconds), await _time.NextWaitAsync());
        _site.On(failing, HttpStatusCode.OK);
        _time.Advance(s_asked);
        var record = await retried.WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.Ok, 2, s_asked.TotalMilliseconds), (record.Outcome, record.Attempts, record.DurationMs));
    }

    private static Action<HttpResponseMessage> Asks(string retryAfter) => response => response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);

    /// <summary>One URL of the host is told to wait; its own time limit is the one timer that this starts.</summary>
    private async Task PauseAsync()
    {
        await _fetcher.GetAsync(Limited).WaitAsync(TestTimes.Patience);
        Assert.Equal(TimeSpan.FromSeconds(10), await _time.NextWaitAsync());
    }
}
