namespace Throughput;

/// <summary>How soon after a request the first activity of what it starts begins.</summary>
internal static class HostBench
{
    /// <summary>The first requests pay for the compiler.</summary>
    private const int WarmUps = 20;

    public static async Task<int> RunAsync(int posts, CancellationToken cancellationToken)
    {
        await using var host = await IdleHost.StartAsync(cancellationToken);
        var (first, _) = await host.PostAsync(cancellationToken);
        for (var post = 1; post < WarmUps; post++)
        {
            await host.PostAsync(cancellationToken);
            await host.PingAsync(cancellationToken);
        }

        var activities = new List<double>();
        var answers = new List<double>();
        var pings = new List<double>();
        for (var post = 0; post < posts; post++)
        {
            var (activity, answer) = await host.PostAsync(cancellationToken);
            activities.Add(activity.TotalMilliseconds);
            answers.Add(answer.TotalMilliseconds);
            pings.Add((await host.PingAsync(cancellationToken)).TotalMilliseconds);
        }

        Console.WriteLine($"the very first POST to its activity: {first.TotalMilliseconds:N1} ms");
        Tell("POST to first activity", activities);
        Tell("POST to answer", answers);
        Tell("POST to a function that does nothing", pings);
        return 0;
    }

    private static void Tell(string what, List<double> times)
    {
        times.Sort();
        Console.WriteLine($"{what}: median {times[times.Count / 2]:N1} ms, 99 % within {times[times.Count * 99 / 100]:N1} ms, slowest of {times.Count} {times[^1]:N1} ms");
    }
}
