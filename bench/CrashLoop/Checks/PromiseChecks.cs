using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using CrashLoop.App;
using CrashLoop.Driver;

namespace CrashLoop.Checks;

/// <summary>Whatever was acknowledged exists, has ended, and ended right.</summary>
internal static class PromiseChecks
{
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(50);
    private static readonly Uri s_open = new("/runtime/webhooks/durabletask/instances?runtimeStatus=Pending,Running&top=1", UriKind.Relative);

    /// <summary>Waits until nothing runs any more, what was not acknowledged included.</summary>
    public static async Task WaitForAllAsync(HttpClient app, TimeSpan limit, Violations violations)
    {
        using var pace = new PeriodicTimer(s_pace);
        for (var since = Stopwatch.GetTimestamp(); ; await pace.WaitForNextTickAsync())
        {
            var open = await app.GetFromJsonAsync<JsonElement>(s_open);
            if (open.GetArrayLength() == 0) return;
            if (Stopwatch.GetElapsedTime(since) <= limit) continue;
            violations.Add($"{open[0].GetProperty("instanceId")}: has not ended, {limit} after the last kill.");
            return;
        }
    }

    /// <summary>The states of all promised instances that are there.</summary>
    public static async Task<Dictionary<string, JsonElement>> ReadAsync(HttpClient app, IReadOnlyList<Promise> promises)
    {
        var states = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var promise in promises)
        {
            using var answer = await app.GetAsync(new Uri($"/runtime/webhooks/durabletask/instances/{promise.InstanceId}", UriKind.Relative));
            if (answer.IsSuccessStatusCode) states[promise.InstanceId] = await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
        return states;
    }

    public static void Require(IReadOnlyList<Promise> promises, IReadOnlyDictionary<string, JsonElement> states, Violations violations)
    {
        foreach (var promise in promises)
        {
            if (!states.TryGetValue(promise.InstanceId, out var state))
            {
                violations.Add($"{promise.InstanceId}: was acknowledged and is not there, or has not ended.");
                continue;
            }
            var status = state.GetProperty("runtimeStatus").GetString();
            violations.Require(status is "Completed", $"{promise.InstanceId}: ended as {status}: {state.GetProperty("output")}");
            if (promise.Name is Orchestrations.Ticks && status is "Completed") RequireTicks(promise, state.GetProperty("output"), violations);
        }
    }

    /// <summary>An acknowledged rewind outlives the app.</summary>
    /// <param name="mended">What was rewound when nothing made it fail any more.</param>
    /// <param name="failed">What has failed in the end.</param>
    /// <param name="violations">Where to tell.</param>
    public static void RequireMended(IReadOnlySet<string> mended, IEnumerable<string> failed, Violations violations)
    {
        foreach (var lost in failed.Where(mended.Contains)) violations.Add($"{lost}: its rewind was acknowledged, and it is as failed as before.");
    }

    /// <summary>Each acknowledged event arrived once, in order; one that was not may have arrived, once.</summary>
    private static void RequireTicks(Promise promise, JsonElement output, Violations violations)
    {
        var seen = output.EnumerateArray().Select(tick => tick.GetInt32()).ToList();
        var right = promise.Acknowledged.TrueForAll(seen.Contains)
            && seen.TrueForAll(promise.Sent.Contains)
            && seen.SequenceEqual(seen.Distinct().Order());
        violations.Require(right, $"{promise.InstanceId}: acknowledged {string.Join(' ', promise.Acknowledged)}, collected {string.Join(' ', seen)}.");
    }
}
