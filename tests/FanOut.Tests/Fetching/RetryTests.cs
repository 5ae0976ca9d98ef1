using System.Net;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

public sealed class RetryTests
{
    private const string Url = "https://a.example.com/";
    private readonly SignallingTimeProvider _time = new();

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Retry_StatusThatCanPass_IsTriedAgain(int status)
    {
        var handler = new StubHandler().On(Url, (HttpStatusCode)status);
        var fetching = FetchAsync(handler, new FetchOptions { MaxAttempts = 2, TimeoutSeconds = 100 });

        await PassWaitAsync();
        handler.On(Url, HttpStatusCode.OK);
        await PassWaitAsync();
        var record = await fetching.WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.Ok, 2, 200), (record.Outcome, record.Attempts, record.StatusCode));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(501)]
    [InlineData(505)]
    public async Task Retry_StatusThatStays_IsTriedOnce(int status)
    {
        var record = await FetchAsync(new StubHandler().On(Url, (HttpStatusCode)status), new FetchOptions { MaxAttempts = 3 }).WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.HttpError, 1), (record.Outcome, record.Attempts));
    }

    [Fact]
    public async Task Retry_MaxAttempts_IsTheTotalAndWaitsGrow()
    {
        var fetching = FetchAsync(new StubHandler().On(Url, HttpStatusCode.ServiceUnavailable), new FetchOptions { MaxAttempts = 4, TimeoutSeconds = 300 });

        await _time.NextWaitAsync();
        for (var wait = 1; wait < 4; wait++)
        {
            _time.Advance(await _time.NextWaitAsync());
        }

        var record = await fetching.WaitAsync(TestTimes.Patience);
        Assert.Equal((Outcome.HttpError, 4, 503, "HTTP 503"), (record.Outcome, record.Attempts, record.StatusCode, record.Error));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Wed, 01 Jul 2026 12:00:09 GMT", 9)]
    [InlineData("3600", 30)]
    public async Task Retry_RetryAfter_IsHonouredUpToItsCap(string retryAfter, int seconds)
    {
        var fetching = FetchAsync(Asking(retryAfter), new FetchOptions { MaxAttempts = 2, TimeoutSeconds = 100 });

        Assert.Equal(TimeSpan.FromSeconds(100), await _time.NextWaitAsync());
        var wait = await _time.NextWaitAsync();
        _time.Advance(wait);
        var record = await fetching.WaitAsync(TestTimes.Patience);

        Assert.Equal(TimeSpan.FromSeconds(seconds), wait);
        Assert.Equal((Outcome.HttpError, 2, seconds * 1000.0), (record.Outcome, record.Attempts, record.DurationMs));
    }

    [Fact]
    public async Task Retry_WaitThatWouldOutlastTheDeadline_GivesUpNowWithTheAnswerAtHand()
    {
        var record = await FetchAsync(Asking("10"), new FetchOptions { MaxAttempts = 3, TimeoutSeconds = 10 }).WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.HttpError, 1, 503, 0.0), (record.Outcome, record.Attempts, record.StatusCode, record.DurationMs));
    }

    [Fact]
    public async Task Retry_JobStoppedWhileWaiting_IsCancelledAtOnce()
    {
        using var job = new CancellationTokenSource();
        var fetching = FetchAsync(Asking("10"), new FetchOptions { MaxAttempts = 3, TimeoutSeconds = 100 }, jobStopped: job.Token);

        await _time.NextWaitAsync();
        await _time.NextWaitAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        await job.CancelAsync();
        var record = await fetching.WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.Cancelled, 1, 2000.0), (record.Outcome, record.Attempts, record.DurationMs));
    }

    [Fact]
    public async Task Retry_HostStoppingWhileWaiting_Throws()
    {
        using var host = new CancellationTokenSource();
        var fetching = FetchAsync(Asking("10"), new FetchOptions { MaxAttempts = 3, TimeoutSeconds = 100 }, hostStopping: host.Token);

        await _time.NextWaitAsync();
        await _time.NextWaitAsync();
        await host.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching.WaitAsync(TestTimes.Patience));
    }

    [Fact]
    public async Task Deadline_SpansAttemptsAndWaits()
    {
        var handler = new HangingHandler();
        var fetching = FetchAsync(handler, new FetchOptions { MaxAttempts = 10, TimeoutSeconds = 10, AttemptTimeoutSeconds = 6 });

        Assert.Equal(TimeSpan.FromSeconds(10), await _time.NextWaitAsync());
        Assert.Equal(TimeSpan.FromSeconds(6), await _time.NextWaitAsync());
        _time.Advance(TimeSpan.FromSeconds(6));
        _time.Advance(await _time.NextWaitAsync());
        Assert.Equal(TimeSpan.FromSeconds(6), await _time.NextWaitAsync());
        _time.Advance(TimeSpan.FromSeconds(4));
        var record = await fetching.WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.Timeout, 2, "no complete answer within 10 s"), (record.Outcome, record.Attempts, record.Error));
        Assert.True(record.DurationMs >= 10_000);
    }

    [Fact]
    public async Task AttemptTimeout_OfEveryAttempt_IsTimeout()
    {
        var fetching = FetchAsync(new HangingHandler(), new FetchOptions { MaxAttempts = 1, TimeoutSeconds = 10, AttemptTimeoutSeconds = 2 });

        await _time.NextWaitAsync();
        _time.Advance(await _time.NextWaitAsync());
        var record = await fetching.WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.Timeout, "no complete answer within 2 s", 2000.0), (record.Outcome, record.Error, record.DurationMs));
    }

    [Fact]
    public async Task Fetch_NameThatIsNotResolvedInTime_IsDnsErrorAfterItsOwnLimit()
    {
        var resolver = new HangingResolver();
        using var fetcher = new TestFetcher(networks: "", ports: "80,443", resolver: resolver, time: _time);

        var fetching = fetcher.GetAsync(Url, new FetchOptions { TimeoutSeconds = 100 });
        await _time.NextWaitAsync();
        Assert.Equal(TimeSpan.FromSeconds(5), await _time.NextWaitAsync());
        _time.Advance(TimeSpan.FromSeconds(5));
        var record = await fetching.WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.DnsError, "name not resolved in time"), (record.Outcome, record.Error));
    }

    private async Task PassWaitAsync() => _time.Advance((await _time.NextWaitAsync()) is var wait && wait.TotalSeconds < 100 ? wait : TimeSpan.Zero);

    private static StubHandler Asking(string retryAfter) =>
        new StubHandler().On(Url, HttpStatusCode.ServiceUnavailable, response => response.Headers.TryAddWithoutValidation("Retry-After", retryAfter));

    private async Task<FetchRecord> FetchAsync(HttpMessageHandler handler, FetchOptions options, CancellationToken jobStopped = default, CancellationToken hostStopping = default)
    {
        using var fetcher = new TestFetcher(networks: "", ports: "80,443", handler: handler, time: _time);
        return await fetcher.GetAsync(Url, options, jobStopped: jobStopped, hostStopping: hostStopping);
    }
}
