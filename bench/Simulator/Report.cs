using System.Globalization;

namespace Simulator;

/// <summary>The table of a run, in Markdown.</summary>
internal static class Report
{
    /// <summary>
    /// Larger jobs are too much to run whole: a stretch of this many URLs stands for them, since every stretch is like the
    /// one before it. Its counts and its time are multiplied.
    /// </summary>
    public const int LongestStretch = 1_000_000;

    public static void Print(TextWriter output, IReadOnlyList<Backend> backends, IEnumerable<Setting> settings)
    {
        output.WriteLine("| backend | URLs | batch | history events/URL | replayed/URL | operations/URL | rows at most (job, batch) | URLs/s | time | operations, $ |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var setting in settings)
        {
            foreach (var backend in backends) output.WriteLine(Row(setting, backend));
        }
        output.WriteLine();
        output.WriteLine($"`~`: from a stretch of {LongestStretch.ToString("N0", CultureInfo.InvariantCulture)} URLs, multiplied.");
    }

    private static string Row(Setting setting, Backend backend)
    {
        var stretch = Math.Min(setting.Urls, LongestStretch);
        var totals = new Simulation(setting with { Urls = stretch }, backend).Run();
        var times = (double)setting.Urls / stretch;
        var mark = times > 1 ? "~" : string.Empty;
        var seconds = totals.Seconds * times;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {backend.Name} | {mark}{setting.Urls:N0} | {setting.BatchSize} | {(double)totals.HistoryEvents / stretch:F2} | {(double)totals.ReplayedEvents / stretch:F1} | {totals.Operations / stretch:F2} | {totals.LongestJobHistory}, {totals.LongestBatchHistory} | {stretch / totals.Seconds:F0} | {TimeSpan.FromSeconds(Math.Round(seconds)):c} | {totals.Operations * times / 1e6 * backend.DollarsPerMillion:F3} |");
    }
}
