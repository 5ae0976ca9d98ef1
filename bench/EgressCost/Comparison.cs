using System.Diagnostics;
using FanOut.Cli.Site;

namespace EgressCost;

/// <summary>Pairs of runs against one site, with the guard on and off in turn.</summary>
internal static class Comparison
{
    private const double LeastRatio = 0.9;

    public static async Task<int> RunAsync(int requests, int rounds)
    {
        await using var site = await SampleSite.StartAsync();
        var worst = Math.Min(
            await CompareAsync("connections reused", site, requests, rounds, closes: false),
            await CompareAsync("a connection for each", site, requests / 4, rounds, closes: true));
        return worst >= LeastRatio ? 0 : 1;
    }

    private static async Task<double> CompareAsync(string name, SampleSite site, int requests, int rounds, bool closes)
    {
        var url = new Uri(site.BaseUri, "/page/1");
        using Fetching on = Fetching.Guarded(closes), off = Fetching.Open(closes);
        foreach (var warm in new[] { on, off }) await RateAsync(warm, url, requests / 4);

        var ratios = new List<double>();
        var (sumOn, sumOff) = (0.0, 0.0);
        for (var round = 0; round < rounds; round++)
        {
            var onFirst = round % 2 == 0;
            var first = await RateAsync(onFirst ? on : off, url, requests);
            var second = await RateAsync(onFirst ? off : on, url, requests);
            var (rateOn, rateOff) = onFirst ? (first, second) : (second, first);
            ratios.Add(rateOn / rateOff);
            sumOn += rateOn;
            sumOff += rateOff;
        }
        ratios.Sort();
        var median = (ratios[(rounds - 1) / 2] + ratios[rounds / 2]) / 2;
        Console.WriteLine($"{name}: guard on {sumOn / rounds:N0}/s, off {sumOff / rounds:N0}/s; ratio {median:F3} in the median of {rounds} pairs, from {ratios[0]:F3} to {ratios[^1]:F3}");
        return median;
    }

    private static async Task<double> RateAsync(Fetching fetching, Uri url, int requests)
    {
        GC.Collect();
        var since = Stopwatch.GetTimestamp();
        await fetching.RunAsync(url, requests);
        return requests / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }
}
