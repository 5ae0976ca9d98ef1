using System.Text.Json;
using Azure.Storage.Blobs;
using CrashLoop.App;
using CrashLoop.Checks;
using FunctionsEmulator.Storage.Azurite;

namespace CrashLoop.Driver;

/// <summary>One task hub: the app is killed in it again and again, then left alone to finish, and all is checked.</summary>
internal sealed class HubRun(string connection, string hub, Witness witness, Random random, Tally tally, Violations violations)
{
    private const int MostPasses = 16, MostMsToLive = 700;
    private static readonly TimeSpan s_pointLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan s_endLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(20);
    private static readonly KillPoint[] s_points = Enum.GetValues<KillPoint>();

    private readonly Load _load = new(witness, random);
    private readonly Dictionary<TaskKey, int> _answeredBy = [];
    private int _life;

    private string Life => $"life-{_life}";

    public async Task RunAsync(int kills, CancellationToken cancellationToken)
    {
        for (var i = 0; i < kills; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await LiveAndDieAsync(s_points[tally.Kills % s_points.Length]);
        }
        await FinishAsync();
        tally.Promises += _load.Promises.Count;
        tally.Calls += _load.Calls;
        tally.FailedCalls += _load.FailedCalls;
        tally.Rewinds += _load.Rewinds;
    }

    private async Task LiveAndDieAsync(KillPoint point)
    {
        using var app = Start(point, random.Next(MostPasses));
        var serves = await app.ServesAsync();
        var killing = KillAfterAsync(app, point == KillPoint.Outside ? TimeSpan.FromMilliseconds(random.Next(MostMsToLive)) : s_pointLimit);
        while (serves && !app.HasEnded) serves = await _load.RunAsync(app.Http, Life);
        tally.Kill(await killing ? KillPoint.Outside : point);
        violations.Require(app.WasKilled, $"life {_life} of {hub}: the app has ended by itself:\n{app.Output}");
        using var pace = new PeriodicTimer(s_pace);
        while (!witness.IsIdle) await pace.WaitForNextTickAsync();

        var journal = await JournalReading.ReadAsync(connection, hub);
        foreach (var task in journal.Answered) _answeredBy.TryAdd(task, _life);
        foreach (var job in _load.Promises.Where(promise => promise.Job is not null))
        {
            ResultChecks.RequirePrefix(await ReadAsync($"{job.InstanceId}/results.ndjson"), job, witness, violations);
        }
    }

    /// <summary>False when it was dead by itself before its time.</summary>
    private static async Task<bool> KillAfterAsync(AppLife app, TimeSpan time)
    {
        var ended = app.Ended;
        if (await Task.WhenAny(ended, Task.Delay(time)) == ended) return false;
        await app.KillAsync();
        return true;
    }

    private async Task FinishAsync()
    {
        using var app = Start(KillPoint.Outside, 0);
        if (!await app.ServesAsync()) throw new InvalidOperationException($"The app ended by itself:\n{app.Output}");
        Dictionary<string, JsonElement> states;
        try
        {
            states = await EndAsync(app.Http);
        }
        catch (HttpRequestException e)
        {
            throw new InvalidOperationException($"The app of {hub} could not be left to finish: {e.Message}\n{app.Output}", e);
        }
        await app.KillAsync();

        var histories = (await JournalReading.ReadAsync(connection, hub)).Histories.ToList();
        tally.Instances += histories.Count;
        tally.Executions += witness.Executions.Count;
        PromiseChecks.Require(_load.Promises, states, violations);
        HistoryChecks.Require(histories, violations);
        ExecutionChecks.Require(witness.Executions, _load.Promises, _answeredBy, violations);
        ExecutionChecks.RequireCaps(witness.MostInFlight, Load.JobConcurrency, violations);
        foreach (var job in _load.Promises.Where(promise => promise.Job is not null))
        {
            ResultChecks.RequireWhole(await ReadAsync($"{job.InstanceId}/results.ndjson"), await ReadAsync($"{job.InstanceId}/manifest.json"), job, witness, violations);
        }
    }

    /// <summary>Lets everything come to its end; returns where that is.</summary>
    private async Task<Dictionary<string, JsonElement>> EndAsync(HttpClient app)
    {
        await _load.StopTicksAsync(app);
        await PromiseChecks.WaitForAllAsync(app, s_endLimit, violations);
        PromiseChecks.RequireMended(_load.Mended, await _load.FailedAsync(app), violations);
        await _load.RewindAsync(app, Life);
        await PromiseChecks.WaitForAllAsync(app, s_endLimit, violations);
        return await PromiseChecks.ReadAsync(app, _load.Promises);
    }

    private async Task<string?> ReadAsync(string blob)
    {
        var client = new BlobClient(connection, hub, blob);
        return await client.ExistsAsync() ? (await client.DownloadContentAsync()).Value.Content.ToString() : null;
    }

    private AppLife Start(KillPoint point, int passes)
    {
        _life++;
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AzureWebJobsStorage"] = connection,
            ["TASKHUB_NAME"] = hub,
            ["FanOut__Container"] = hub,
            ["FanOut__AllowedNetworks"] = "127.0.0.0/8",
            ["FanOut__AllowedPorts"] = "*",
            [CrashApp.PointVariable] = point.ToString(),
            [CrashApp.PassesVariable] = passes.ToString(System.Globalization.CultureInfo.InvariantCulture),
            [CrashApp.WitnessVariable] = witness.Address.AbsoluteUri,
            [CrashApp.LifeVariable] = Life,
        };
        return AppLife.Start(settings, new Uri($"http://127.0.0.1:{FreePort.Next()}"));
    }
}
