using System.Diagnostics;
using Azure.Storage.Blobs;
using CrashLoop.App;
using CrashLoop.Checks;
using FunctionsEmulator.Storage.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrashLoop.Driver;

/// <summary>The whole run: storage and witness that stay, and task hub after task hub in which the app is killed.</summary>
internal static class CrashRun
{
    /// <summary>A run in which more calls than this fail has tested the caller's patience, not the app.</summary>
    private const double LeastSuccess = 0.95;

    private const int Broken = 1, Void = 2;

    public static async Task<int> RunAsync(int kills, int killsPerHub, int seed, TextWriter output, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("crash-loop-");
        var since = Stopwatch.GetTimestamp();
        var tally = new Tally();
        var violations = new Violations();
        var told = 0;
        try
        {
            var connection = AzuriteEndpoint.ConnectionString(FreePort.Next());
            var launcher = new AzuriteLauncher(new AzuriteOptions(folder.FullName), TimeProvider.System, NullLogger<AzuriteLauncher>.Instance);
            await using var azurite = await launcher.EnsureAsync(connection, cancellationToken)
                ?? throw new InvalidOperationException("Something answers already where this run wanted its storage.");
            var random = new Random(seed);
            for (var hub = 1; tally.Kills < kills; hub++)
            {
                await using var witness = await Witness.StartAsync();
                await new HubRun(connection, $"crash{hub}", witness, random, tally, violations).RunAsync(Math.Min(killsPerHub, kills - tally.Kills), cancellationToken);
                foreach (var violation in violations.All.Skip(told)) await output.WriteLineAsync($"VIOLATION {violation}");
                told = violations.All.Count;
                await output.WriteLineAsync(
                    $"{tally.Kills} kills, {tally.Instances} instances, {tally.Success:P1} of the calls succeeded, {violations.All.Count} violations, {Stopwatch.GetElapsedTime(since):hh\\:mm\\:ss}");
                // Only so that a long run does not fill the disk.
                await DropAsync(connection, cancellationToken);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        foreach (var (point, count) in tally.KillsByPoint.OrderBy(pair => pair.Key)) await output.WriteLineAsync($"  {point,-15} {count,5}");
        await output.WriteLineAsync(
            $"{tally.Kills} kills, {tally.Instances} instances, {tally.Promises} acknowledged starts, {tally.Rewinds} rewinds, {tally.Executions} executions, "
            + $"{tally.Success:P1} of {tally.Calls} calls succeeded, {violations.All.Count} violations");
        if (violations.All.Count > 0) return Broken;
        if (tally.Success >= LeastSuccess) return 0;
        await output.WriteLineAsync($"Void: fewer than {LeastSuccess:P0} of the calls succeeded.");
        return Void;
    }

    private static async Task DropAsync(string connection, CancellationToken cancellationToken)
    {
        var account = new BlobServiceClient(connection);
        await foreach (var container in account.GetBlobContainersAsync(cancellationToken: cancellationToken))
        {
            await account.DeleteBlobContainerAsync(container.Name, cancellationToken: cancellationToken);
        }
    }
}
