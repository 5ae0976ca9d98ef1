using System.Text.Json;

namespace EndToEnd.Tests.App;

/// <summary>Short ways to read JSON; a member that is missing fails the test by its name.</summary>
internal static class JsonReads
{
    public static JsonElement Get(this JsonElement json, string name)
    {
        Assert.True(json.TryGetProperty(name, out var value), $"There is no '{name}' in {json}");
        return value;
    }

    public static string Text(this JsonElement json, string name) => json.Get(name).GetString()!;

    public static int Number(this JsonElement json, string name) => json.Get(name).GetInt32();

    public static double Real(this JsonElement json, string name) => json.Get(name).GetDouble();

    public static bool IsNull(this JsonElement json, string name) => json.Get(name).ValueKind is JsonValueKind.Null;

    public static IEnumerable<string> Names(this JsonElement json) => json.EnumerateObject().Select(member => member.Name);

    /// <summary>How many records of a job have an outcome.</summary>
    public static int Outcomes(this JsonElement job, string outcome) =>
        job.Get("outcomes").TryGetProperty(outcome, out var count) ? count.GetInt32() : 0;

    public static IEnumerable<string> Outcomes(this IEnumerable<JsonElement> records) => records.Select(record => record.Text("outcome"));
}
