using System.Net.Http.Json;
using System.Text.Json;
using CrashLoop.App;
using FanOut.Orchestration;

namespace CrashLoop.Driver;

/// <summary>Starts orchestrations and jobs, and keeps account of what was acknowledged.</summary>
internal sealed class Load(Witness witness, Random random)
{
    public const int JobConcurrency = 8, JobBatch = 4;
    private const int LeastUrls = 10, MostUrls = 60, TicksEach = 7, RewindsEach = 4, MostRaceMs = 40;

    private static readonly Uri s_failed = new("/runtime/webhooks/durabletask/instances?runtimeStatus=Failed&showInput=false", UriKind.Relative);
    private static readonly string[] s_simple = [Orchestrations.Sequence, Orchestrations.FanOut, Orchestrations.Race, Orchestrations.Tree];

    private readonly List<string> _tickers = [];

    /// <summary>Instances that fail in a life of the app, and that life.</summary>
    private readonly Dictionary<string, string> _failing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _mended = new(StringComparer.Ordinal);
    private int _number;

    public List<Promise> Promises { get; } = [];

    public int Calls { get; private set; }

    public int FailedCalls { get; private set; }

    /// <summary>How many rewinds were acknowledged.</summary>
    public int Rewinds { get; private set; }

    /// <summary>Those whose rewind was acknowledged when nothing made them fail any more: it has to be there in the end.</summary>
    public IReadOnlySet<string> Mended => _mended;

    /// <summary>Starts one of each kind; false, and early, when the app no longer answers.</summary>
    /// <param name="app">The app.</param>
    /// <param name="life">What it calls its life.</param>
    public async Task<bool> RunAsync(HttpClient app, string life)
    {
        foreach (var name in s_simple)
        {
            if (!await StartAsync(app, name, name is Orchestrations.Race ? random.Next(1, MostRaceMs) : null)) return false;
        }
        _failing[$"{Orchestrations.Mend}-{_number + 1}"] = life;
        return await StartAsync(app, Orchestrations.Mend, life) && await StartJobAsync(app) && await SendTicksAsync(app) && await RewindAsync(app, life, RewindsEach);
    }

    /// <summary>Rewinds what has failed and was meant to, those first that can be mended; false when the app no longer answers.</summary>
    public async Task<bool> RewindAsync(HttpClient app, string life, int most = int.MaxValue)
    {
        foreach (var instanceId in (await FailedAsync(app)).OrderBy(instanceId => string.Equals(_failing[instanceId], life, StringComparison.Ordinal)).Take(most))
        {
            if (await CallAsync(app, $"/runtime/webhooks/durabletask/instances/{instanceId}/rewind?reason=mended", null) is null) return false;
            Rewinds++;
            if (!string.Equals(_failing[instanceId], life, StringComparison.Ordinal)) _mended.Add(instanceId);
        }
        return true;
    }

    /// <summary>What has failed and was meant to.</summary>
    public async Task<List<string>> FailedAsync(HttpClient app)
    {
        try
        {
            // In one piece: one that breaks off in the middle is no answer either.
            var failed = JsonSerializer.Deserialize<JsonElement>(await app.GetStringAsync(s_failed));
            return [.. failed.EnumerateArray().Select(state => state.GetProperty("instanceId").GetString()!).Where(_failing.ContainsKey)];
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }

    private async Task<bool> StartAsync(HttpClient app, string name, object? input)
    {
        var promise = new Promise($"{name}-{++_number}", name);
        var started = await CallAsync(app, $"/runtime/webhooks/durabletask/orchestrators/{name}/{promise.InstanceId}", input) is not null;
        if (started) Promises.Add(promise);
        return started;
    }

    private async Task<bool> StartJobAsync(HttpClient app)
    {
        var tag = $"{Guid.NewGuid():N}";
        var urls = random.Next(LeastUrls, MostUrls);
        var body = new
        {
            urls = Enumerable.Range(0, urls).Select(index => witness.UrlOf(tag, index)),
            options = new { maxConcurrency = JobConcurrency, batchSize = JobBatch },
        };
        if (await CallAsync(app, "/api/jobs", body) is not { } answer) return false;
        var id = answer.GetProperty("id").GetString()!;
        Promises.Add(new Promise(id, JobOrchestrator.Name) { Job = (tag, urls) });
        return true;
    }

    private async Task<bool> SendTicksAsync(HttpClient app)
    {
        _tickers.Add($"{Orchestrations.Ticks}-{_number + 1}");
        if (!await StartAsync(app, Orchestrations.Ticks, null)) return false;
        var promise = Promises[^1];
        for (var tick = 0; tick < TicksEach; tick++)
        {
            promise.Sent.Add(tick);
            if (await SendTickAsync(app, promise.InstanceId, tick) is null) return false;
            promise.Acknowledged.Add(tick);
        }
        return await SendTickAsync(app, promise.InstanceId, Orchestrations.StopTick) is not null;
    }

    /// <summary>
    /// Lets every collector of ticks come to its end: its own stop may not have arrived, and one may be there whose start
    /// was not acknowledged.
    /// </summary>
    public async Task StopTicksAsync(HttpClient app)
    {
        foreach (var instanceId in _tickers)
        {
            using var answer = await app.PostAsJsonAsync(TickUri(instanceId), Orchestrations.StopTick);
        }
    }

    private Task<JsonElement?> SendTickAsync(HttpClient app, string instanceId, int tick) => CallAsync(app, TickUri(instanceId).OriginalString, tick);

    private static Uri TickUri(string instanceId) => new($"/runtime/webhooks/durabletask/instances/{instanceId}/raiseEvent/tick", UriKind.Relative);

    /// <summary>The answer; null when the app died, or refused.</summary>
    private async Task<JsonElement?> CallAsync(HttpClient app, string path, object? body)
    {
        Calls++;
        try
        {
            using var answer = await app.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
            if (answer.IsSuccessStatusCode)
            {
                var text = await answer.Content.ReadAsStringAsync();
                return text.Length == 0 ? default(JsonElement) : JsonSerializer.Deserialize<JsonElement>(text);
            }
        }
        catch (HttpRequestException)
        {
        }
        FailedCalls++;
        return null;
    }
}
