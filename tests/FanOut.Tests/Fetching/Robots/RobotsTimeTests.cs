using FanOut.Fetching;

namespace FanOut.Tests.Fetching.Robots;

/// <summary>Whose time it is that robots.txt takes.</summary>
public sealed class RobotsTimeTests
{
    private const string Page = "https://a.example.com/page";
    private static readonly FetchOptions s_options = new() { MaxAttempts = 1, TimeoutSeconds = 2, RespectRobots = true };

    private readonly SignallingTimeProvider _time = new();

    [Fact]
    public async Task RobotsFile_ThatIsSlow_TakesNothingOfTheUrlsTime()
    {
        using var fetcher = new TestFetcher(networks: "", time: _time, handler: new DelayedHandler(_time, ("/robots.txt", 1.5), ("/page", 1.9)));

        var fetching = fetcher.GetAsync(Page, s_options with { AttemptTimeoutSeconds = 1.95 });
        await PassAsync(1.5);
        await PassAsync(1.9);
        var record = await fetching.WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.Ok, 1900.0), (record.Outcome, record.DurationMs));
    }

    [Fact]
    public async Task Url_AfterASlowRobotsFile_StillHasItsTimeLimit()
    {
        using var fetcher = new TestFetcher(networks: "", time: _time, handler: new DelayedHandler(_time, ("/robots.txt", 1.5), ("/page", 2.5)));

        var fetching = fetcher.GetAsync(Page, s_options);
        await PassAsync(1.5);
        Assert.Equal(2.5, await NextAsync(2.5));
        _time.Advance(TimeSpan.FromSeconds(2));
        var record = await fetching.WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.Timeout, 2000.0), (record.Outcome, record.DurationMs));
    }

    [Fact]
    public async Task RobotsFile_ThatNeverComes_BlocksWithinTheUrlsTimeLimit()
    {
        using var fetcher = new TestFetcher(networks: "", time: _time, handler: new HangingHandler());

        var first = fetcher.GetAsync(Page, s_options);
        var second = fetcher.GetAsync(Page, s_options);
        // That of each URL, and one for the one robots.txt.
        foreach (var _ in Enumerable.Range(0, 3)) Assert.Equal(2, (await _time.NextWaitAsync()).TotalSeconds);
        _time.Advance(TimeSpan.FromSeconds(2));

        foreach (var record in await Task.WhenAll(first, second).WaitAsync(TestTimes.Patience))
            Assert.Equal((Outcome.Blocked, "blocked: robots.txt unreachable: no complete answer within 2 s", 0.0), (record.Outcome, record.Error, record.DurationMs));
    }

    [Fact]
    public async Task JobStopped_WhileRobotsFileIsRead_IsCancelledAndNotKept()
    {
        using var job = new CancellationTokenSource();
        using var fetcher = new TestFetcher(networks: "", time: _time, handler: new DelayedHandler(_time, ("/robots.txt", 1)));

        var fetching = fetcher.GetAsync(Page, s_options, jobStopped: job.Token);
        await NextAsync(1);
        await job.CancelAsync();
        Assert.Equal(Outcome.Cancelled, (await fetching.WaitAsync(TestTimes.Patience)).Outcome);

        var next = fetcher.GetAsync(Page, s_options);
        await PassAsync(1);
        Assert.Equal(Outcome.Ok, (await next.WaitAsync(TestTimes.Patience)).Outcome);
    }

    private async Task PassAsync(double seconds) => _time.Advance(TimeSpan.FromSeconds(await NextAsync(seconds)));

    /// <summary>Waits until a timer of that length runs; those before it are time limits.</summary>
    private async Task<double> NextAsync(double seconds)
    {
        while (true)
        {
            if ((await _time.NextWaitAsync()).TotalSeconds is var next && next.Equals(seconds)) return next;
        }
    }
}
