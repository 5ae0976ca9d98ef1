using System.Text;
using System.Text.Json;

namespace FanOut.Results.Downloads;

/// <summary>The columns of a CSV download: the members of a record, by their names there.</summary>
internal static class CsvColumns
{
    private static readonly string[] s_names =
    [
        "index", "sourceIndex", "url", "outcome", "statusCode", "finalUrl", "redirects", "contentType", "bytes", "sha256", "title",
        "attempts", "startedAt", "durationMs", "error", "text", "json",
    ];

    public static int StartedAt { get; } = Array.IndexOf(s_names, "startedAt");

    /// <summary>The one that is written as JSON, whatever it holds.</summary>
    public static int Json { get; } = Array.IndexOf(s_names, "json");

    public static byte[][] Names { get; } = [.. s_names.Select(Encoding.UTF8.GetBytes)];

    /// <param name="expected">Where to look first: records have their members in this order.</param>
    /// <returns>-1 for a member that has no column.</returns>
    public static int IndexOf(ref Utf8JsonReader name, int expected)
    {
        var names = Names;
        for (var column = expected; column < names.Length; column++)
        {
            if (name.ValueTextEquals(names[column])) return column;
        }
        for (var column = 0; column < expected; column++)
        {
            if (name.ValueTextEquals(names[column])) return column;
        }
        return -1;
    }
}
