using System.CommandLine;
using FanOut.Cli.Hosting;
using FanOut.Cli.Site;

namespace FanOut.Cli.Commands;

/// <summary>fanout site: the sample site alone, for benchmarks and trials.</summary>
internal static class SiteCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The port to listen on; 0 takes a free one", HelpName = "n" };
        var command = new Command("site", "Run the sample site until Ctrl-C") { port };
        command.Hidden = true;
        command.SetAction(async result =>
        {
            using var interruption = new Interruption();
            await using var site = await StartAsync(result.GetValue(port));
            Console.WriteLine($"Sample site on {site.BaseUri.GetLeftPart(UriPartial.Authority)}");
            await Task.Delay(Timeout.Infinite, interruption.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCode.Succeeded;
        });
        return command;
    }

    private static async Task<SampleSite> StartAsync(int port)
    {
        try
        {
            return await SampleSite.StartAsync(port);
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot listen on port {port}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }
}
