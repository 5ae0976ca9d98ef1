using FanOut.Fetching;
using Microsoft.Extensions.Time.Testing;

namespace FanOut.Tests.Fetching;

public sealed class FetchPaceTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FetchPace _pace;

    public FetchPaceTests() => _pace = new FetchPace(_clock);

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    [Fact]
    public void Fetch_BeforeItsTime_WaitsForIt()
    {
        var fetch = Wait(Now.AddSeconds(3));

        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(fetch.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(fetch.IsCompletedSuccessfully);
    }

    [Fact]
    public void Fetches_WhoseTimePassedWhileTheAppWasDown_KeepTheirDistance()
    {
        var fetches = Enumerable.Range(0, 5).Select(i => Wait(Now.AddSeconds(-100 + 2 * i))).ToList();

        for (var started = 1; started <= 5; started++)
        {
            Assert.Equal(started, fetches.Count(fetch => fetch.IsCompletedSuccessfully));
            _clock.Advance(s_interval);
        }
    }

    [Fact]
    public void Fetches_OfOtherJobs_DoNotWaitForEachOther()
    {
        Assert.True(Wait(Now, "a").IsCompletedSuccessfully);
        Assert.True(Wait(Now, "b").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Fetch_OfAJobThatIsStopped_WaitsNoLonger()
    {
        using var stopped = new CancellationTokenSource();
        var fetch = _pace.WaitAsync(Request(Now.AddHours(1), "a"), stopped.Token, CancellationToken.None).AsTask();

        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
    }

    [Fact]
    public void Fetch_WithoutAPace_StartsAtOnce() => Assert.True(
        _pace.WaitAsync(Request(Now.AddHours(1), "a") with { NotBefore = null, IntervalSeconds = null }, CancellationToken.None, CancellationToken.None).AsTask().IsCompletedSuccessfully);

    private Task Wait(DateTime notBefore, string job = "a") => _pace.WaitAsync(Request(notBefore, job), CancellationToken.None, CancellationToken.None).AsTask();

    private static FetchRequest Request(DateTime notBefore, string job) => new()
    {
        JobId = job,
        Index = 0,
        Url = "https://example.com/",
        NotBefore = notBefore,
        IntervalSeconds = s_interval.TotalSeconds,
        NotAfter = DateTime.MaxValue,
        Options = new FetchOptions(),
    };
}
