using System.Globalization;
using FanOut.Fetching;

namespace FanOut.Results.Downloads;

/// <summary>The columns of a CSV download: the members of a record, by their names there.</summary>
internal static class CsvColumns
{
    private static readonly (string Name, Func<FetchRecord, string?> Value)[] s_all =
    [
        ("index", record => Text(record.Index)),
        ("sourceIndex", record => Text(record.SourceIndex)),
        ("url", record => record.Url),
        ("outcome", record => OutcomeNames.Of(record.Outcome)),
        ("statusCode", record => Text(record.StatusCode)),
        ("finalUrl", record => record.FinalUrl),
        ("redirects", record => Text(record.Redirects)),
        ("contentType", record => record.ContentType),
        ("bytes", record => Text(record.Bytes)),
        ("sha256", record => record.Sha256),
        ("title", record => record.Title),
        ("attempts", record => Text(record.Attempts)),
        ("startedAt", record => record.StartedAt?.ToString("O", CultureInfo.InvariantCulture)),
        ("durationMs", record => Text(record.DurationMs)),
        ("error", record => record.Error),
        ("text", record => record.Text),
        ("json", record => record.Json?.GetRawText()),
    ];

    public static IEnumerable<string> Names { get; } = [.. s_all.Select(column => column.Name)];

    public static IEnumerable<string?> Of(FetchRecord record)
    {
        foreach (var (_, value) in s_all) yield return value(record);
    }

    private static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);
}
