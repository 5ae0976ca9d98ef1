using System.Diagnostics;

namespace EndToEnd.Tests.App;

/// <summary>Looks again until something is seen: the API tells of its progress only when asked.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    public static async Task<T> SeeAsync<T>(Func<Task<T>> look, Predicate<T> seen, string what)
    {
        using var pace = new PeriodicTimer(s_pace);
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var now = await look();
            if (seen(now)) return now;
            Assert.True(Stopwatch.GetElapsedTime(since) < s_limit, $"{what} was not seen within {s_limit.TotalSeconds} s; last seen: {now}");
            await pace.WaitForNextTickAsync();
        }
    }
}
