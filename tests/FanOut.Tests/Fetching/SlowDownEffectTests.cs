using System.Diagnostics;
using FanOut.Fetching;
using Xunit.Abstractions;

namespace FanOut.Tests.Fetching;

/// <summary>Whether slowing down spares a site that has a limit, at a real one and in real time.</summary>
public sealed class SlowDownEffectTests(ITestOutputHelper output)
{
    private const int Urls = 100, AtOnce = 40, PerSecond = 20;

    [Fact]
    public async Task SiteWithALimit_RefusesFarLessWhenItsUrlsAreOfOneJob()
    {
        var slowed = await RunAsync(_ => "job");
        // What a job learns of a host is its own: a job for each URL goes as if nobody had learned anything.
        var alone = await RunAsync(index => $"job {index}");

        output.WriteLine($"refused, ok, seconds: {slowed} with, {alone} without");
        Assert.True(slowed.Refused * 3 < alone.Refused * 2, $"{slowed.Refused} refused, {alone.Refused} without.");
    }

    [Fact]
    public async Task SiteWithoutALimit_IsNotSlowedDownFor()
    {
        var limiting = new LimitingSite(int.MaxValue);
        await using var site = await TestSite.StartAsync(limiting.AnswerAsync);
        using var fetcher = new TestFetcher();

        var records = await Task.WhenAll(Enumerable.Range(0, 200).Select(index => fetcher.GetAsync($"{site.Url}/{index}", new FetchOptions { TimeoutSeconds = 30 })));

        Assert.All(records, record => Assert.Equal(Outcome.Ok, record.Outcome));
        Assert.False(fetcher.Fetcher.HoldsBack("job", new Uri(site.Url)));
    }

    private static async Task<(int Refused, int Ok, double Seconds)> RunAsync(Func<int, string> jobOf)
    {
        var limiting = new LimitingSite(PerSecond);
        await using var site = await TestSite.StartAsync(limiting.AnswerAsync);
        using var fetcher = new TestFetcher();
        var (ok, clock) = (0, Stopwatch.StartNew());
        await Parallel.ForEachAsync(Enumerable.Range(0, Urls), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, stopped) =>
        {
            var record = await fetcher.GetAsync($"{site.Url}/{index}", new FetchOptions(), jobId: jobOf(index), jobStopped: stopped);
            if (record.Outcome is Outcome.Ok) Interlocked.Increment(ref ok);
        });
        return (limiting.Refused, ok, Math.Round(clock.Elapsed.TotalSeconds, 1));
    }
}
