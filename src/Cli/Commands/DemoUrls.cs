namespace FanOut.Cli.Commands;

/// <summary>What the demo fetches: pages, and among the first hundred a few of everything that happens on the web.</summary>
internal static class DemoUrls
{
    private const int MixedUrls = 100, MixEvery = 50;
    private const int SlowMs = 500, NeverInTimeMs = 30_000;

    public static async IAsyncEnumerable<string> CreateAsync(Uri site, int count)
    {
        await Task.CompletedTask;
        for (var index = 0; index < count; index++)
            yield return new Uri(site, Path(index)).AbsoluteUri;
    }

    private static string Path(int index) => (index < MixedUrls ? index % MixEvery : 0) switch
    {
        7 => $"json/{index}",
        13 => $"flaky/{index}/1",
        19 => "redirect/2",
        29 => $"delay/{SlowMs}",
        37 => "status/404",
        43 => $"delay/{NeverInTimeMs}",
        _ => $"page/{index}",
    };
}
