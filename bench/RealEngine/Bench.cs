namespace RealEngine;

/// <summary>Runs each measure several times and prints medians; what does not end in time is told and not run again.</summary>
internal sealed class Bench(int rounds, TimeSpan limit)
{
    public async Task<int> RunAsync(int[] sizes, int instances, CancellationToken cancellationToken)
    {
        // The first of all pays for the compiler; it is not counted.
        await FanOutAsync(sizes[0], cancellationToken);

        Console.WriteLine($"{"fan-out",10} {"ms",9} {"activities/s",13}");
        foreach (var size in sizes)
        {
            var time = await MedianAsync(() => FanOutAsync(size, cancellationToken));
            Console.WriteLine(time is { } took
                ? $"{size,10:N0} {took.TotalMilliseconds,9:N1} {size / took.TotalSeconds,13:N0}"
                : $"{size,10:N0} did not end in {limit.TotalSeconds:N0} s");
        }

        await using var hub = await Hub.StartAsync(cancellationToken);
        var sequences = await MedianAsync(() => InTimeAsync(token => hub.SequencesAsync(instances, token), cancellationToken));
        Console.WriteLine(sequences is { } all
            ? $"sequences of three, {instances:N0} at once: {instances / all.TotalSeconds:N0} instances/s"
            : $"sequences of three, {instances:N0} at once: did not end in {limit.TotalSeconds:N0} s");
        return 0;
    }

    private async Task<TimeSpan?> FanOutAsync(int size, CancellationToken cancellationToken)
    {
        GC.Collect();
        await using var hub = await Hub.StartAsync(cancellationToken);
        return await InTimeAsync(token => hub.FanOutAsync(size, token), cancellationToken);
    }

    private async Task<TimeSpan?> InTimeAsync(Func<CancellationToken, Task<TimeSpan>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run(cancellationToken).WaitAsync(limit, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<TimeSpan?> MedianAsync(Func<Task<TimeSpan?>> run)
    {
        var times = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            if (await run() is not { } time) return null;
            times.Add(time);
        }

        return times.Order().ElementAt(rounds / 2);
    }
}
