using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrashLoop.Driver;

namespace CrashLoop.Checks;

/// <summary>A job's results are those of a run that nobody disturbed, or not there yet.</summary>
internal static class ResultChecks
{
    /// <summary>While a job runs: what can be read is the beginning of the right results, in whole lines.</summary>
    public static void RequirePrefix(string? results, Promise job, Witness witness, Violations violations)
    {
        if (results is null) return;
        violations.Require(results.Length == 0 || results.EndsWith('\n'), $"{job.InstanceId}: results end in half a line.");
        var lines = results.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        violations.Require(lines.Length <= job.Job!.Value.Urls, $"{job.InstanceId}: {lines.Length} records of {job.Job.Value.Urls} URLs.");
        for (var index = 0; index < lines.Length; index++) RequireRecord(lines[index], index, job, witness, violations);
    }

    public static void RequireWhole(string? results, string? manifest, Promise job, Witness witness, Violations violations)
    {
        if (results is null || manifest is null)
        {
            violations.Add($"{job.InstanceId}: no results or no manifest in the end.");
            return;
        }
        RequirePrefix(results, job, witness, violations);
        var count = results.Count(character => character == '\n');
        violations.Require(count == job.Job!.Value.Urls, $"{job.InstanceId}: {count} records in the end, not {job.Job.Value.Urls}.");
        var told = JsonSerializer.Deserialize<JsonElement>(manifest).GetProperty("results").GetProperty("sha256").GetString();
        violations.Require(string.Equals(told, Sha256(results), StringComparison.Ordinal), $"{job.InstanceId}: the manifest tells another digest than that of the results.");
    }

    private static void RequireRecord(string line, int index, Promise job, Witness witness, Violations violations)
    {
        var tag = job.Job!.Value.Tag;
        var record = JsonSerializer.Deserialize<JsonElement>(line);
        var right = record.GetProperty("index").GetInt32() == index
            && record.GetProperty("url").ValueEquals(witness.UrlOf(tag, index))
            && record.GetProperty("outcome").ValueEquals("ok"u8)
            && record.GetProperty("sha256").ValueEquals(Sha256(Witness.PageOf(tag, index)));
        violations.Require(right, $"{job.InstanceId}: record {index} is not that of an undisturbed run: {line}");
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
