using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Api;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Cli;

/// <summary>Runs the commands of docs/tutorial.md, as they stand there, in one shell.</summary>
[Collection(ApiCollection.Name)]
public sealed partial class TutorialTests(AppFixture app)
{
    private const string App = "http://127.0.0.1:7071", Site = "https://example.com/";

    [Fact]
    public async Task Tutorial_DoneFromTopToBottom_EndsWithTheDownloads()
    {
        var folder = Directory.CreateTempSubdirectory("tutorial-");
        await using var own = await app.StartAppAsync("tutorial");
        try
        {
            using var shell = CliProcess.Start("bash", ["-c", await ScriptAsync(own)], ("FOLDER", folder.FullName), ("FanOut__DataDirectory", Path.Combine(folder.FullName, "data")));
            var result = await shell.WaitAsync();

            Assert.True(result.ExitCode == 0, result.Output + result.Error);
            Assert.Contains("100 of 100 URLs", result.Output, StringComparison.Ordinal);
            Assert.Contains("Outcomes: 2 ok, 1 ", result.Error, StringComparison.Ordinal);
            Assert.Contains("first walk", result.Output, StringComparison.Ordinal);
            var csv = await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "results.csv"));
            Assert.Equal(5, csv.Length);
            var records = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "results.json")));
            Assert.Equal(["ok", "ok", "httpError", "invalidUrl"], records.EnumerateArray().Outcomes());
            using var page = await own.Api.Http.GetAsync(new Uri("/api/ui", UriKind.Relative));
            Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
            // The job that was redriven; the redrive is purged.
            Assert.Single(JsonSerializer.Deserialize<JsonElement>(await own.Api.Http.GetStringAsync(new Uri("/api/jobs", UriKind.Relative))).Get("jobs").EnumerateArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What a reader types, with the built command in place of <c>dotnet run</c>, and a site and an app that are here.</summary>
    private async Task<string> ScriptAsync(FanOutApp own)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "tutorial.md"));
        var blocks = Block().Matches(text).Select(block => block.Groups["commands"].Value).ToList();
        Assert.Equal(10, blocks.Count);
        return $$"""
            set -eu -o pipefail
            cd "$FOLDER"
            dotnet() {
              [ "$1 $2 $3 $4" = "run --project src/Cli --" ] || exit 99
              shift 4
              case $1 in demo|run) command dotnet '{{CliProcess.Program}}' "$@";; *) command dotnet '{{CliProcess.Program}}' "$@" --endpoint {{App}};; esac
            }
            {{string.Concat(blocks)}}
            """.Replace(App, own.BaseAddress.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal).Replace(Site, app.Site.BaseUri.AbsoluteUri, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^```sh\n(?<commands>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
