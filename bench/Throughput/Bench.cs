using System.Diagnostics;
using FunctionsEmulator.Storage.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Throughput;

/// <summary>Runs each measure several times, each on an engine of its own, and prints medians.</summary>
internal static class Bench
{
    private const double MiB = 1024 * 1024;
    private const int LatencySamples = 200;

    /// <summary>How much a fan-out of ten times as many activities may cost.</summary>
    private const double MostForTenfold = 12;

    public static async Task<int> RunAsync(int[] sizes, int instances, int rounds, string? connection, bool inMemory, CancellationToken cancellationToken)
    {
        if (inMemory || connection is not null) return await MeasureAsync(sizes, instances, rounds, inMemory ? null : connection, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("throughput-");
        try
        {
            var own = AzuriteEndpoint.ConnectionString(FreePort.Next());
            var launcher = new AzuriteLauncher(new AzuriteOptions(folder.FullName), TimeProvider.System, NullLogger<AzuriteLauncher>.Instance);
            await using var azurite = await launcher.EnsureAsync(own, cancellationToken)
                ?? throw new InvalidOperationException("Something answers already where this run wanted its storage.");
            return await MeasureAsync(sizes, instances, rounds, own, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> MeasureAsync(int[] sizes, int instances, int rounds, string? connection, CancellationToken cancellationToken)
    {
        // The first of all pays for the compiler; it is not counted.
        await FanOutAsync(sizes[0], connection, cancellationToken);

        Console.WriteLine($"{"fan-out",10} {"ms",9} {"activities/s",13} {"appends",8} {"bytes/activity",15} {"peak MiB",9}");
        var medians = new Dictionary<int, double>();
        foreach (var size in sizes)
        {
            var runs = new List<FanOut>();
            for (var round = 0; round < rounds; round++) runs.Add(await FanOutAsync(size, connection, cancellationToken));
            var run = runs.OrderBy(r => r.Time).ElementAt(rounds / 2);
            medians[size] = run.Time.TotalMilliseconds;
            Console.WriteLine($"{size,10:N0} {run.Time.TotalMilliseconds,9:N1} {size / run.Time.TotalSeconds,13:N0} {run.Appends,8:N0} {(double)run.Bytes / size,15:N0} {run.PeakBytes / MiB,9:N0}");
        }

        await using var hub = await Hub.StartAsync(connection, cancellationToken);
        var times = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++) times.Add(await hub.SequencesAsync(instances, cancellationToken));
        Console.WriteLine($"sequences of three, {instances:N0} at once: {instances / Median(times).TotalSeconds:N0} instances/s");

        var latencies = new List<TimeSpan>();
        for (var sample = 0; sample < LatencySamples; sample++) latencies.Add(await hub.FirstActivityAsync(cancellationToken));
        latencies.Sort();
        Console.WriteLine($"start to first activity, idle: median {Median(latencies).TotalMilliseconds:N2} ms, slowest of {LatencySamples} {latencies[^1].TotalMilliseconds:N2} ms");
        return Judge(medians, isDurable: connection is not null);
    }

    /// <param name="medians">Milliseconds by size.</param>
    /// <param name="isDurable">In memory the small one has ended before the first garbage collection, so that it says nothing of the large one.</param>
    private static int Judge(Dictionary<int, double> medians, bool isDurable)
    {
        if (!medians.TryGetValue(5_000, out var small) || !medians.TryGetValue(50_000, out var large)) return 0;
        Console.WriteLine($"50,000 cost {large / small:N1} times as much as 5,000{(isDurable ? $"; {MostForTenfold:N0} are allowed" : "")}");
        return isDurable && large / small > MostForTenfold ? 1 : 0;
    }

    private static async Task<FanOut> FanOutAsync(int size, string? connection, CancellationToken cancellationToken)
    {
        GC.Collect();
        await using var hub = await Hub.StartAsync(connection, cancellationToken);
        var time = await hub.FanOutAsync(size, cancellationToken);
        using var process = Process.GetCurrentProcess();
        return new FanOut(time, hub.Journal.Appends, hub.Journal.Bytes, process.PeakWorkingSet64);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
