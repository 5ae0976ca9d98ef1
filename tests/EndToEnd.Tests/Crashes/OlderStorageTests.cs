using System.Net;
using System.Text.RegularExpressions;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Crashes;

/// <summary>An app whose whole storage, jobs and journal alike, is that of an earlier time.</summary>
public sealed partial class OlderStorageTests : CrashScene
{
    [Fact]
    public async Task Start_OnAnOlderCopyOfItsStorage_IsRefusedInOneLineAndGoesOnWhenTheNamedFileIsDeleted()
    {
        var kept = await RunAndStopAsync();
        var copy = await Azurite.CopyAsync();
        var lost = await RunAndStopAsync();
        await Azurite.RestartAsync(copy);

        var refused = LaunchApp();

        Assert.Equal(1, await refused.ExitAsync());
        var reason = Assert.Single(refused.Output.Errors);
        Assert.Contains("The storage went back in time", reason, StringComparison.Ordinal);
        File.Delete(NamedFile().Match(reason).Groups["file"].Value);
        var app = await StartAppAsync();
        await AssertCompleteAsync(app, await app.Api.EndAsync(kept));
        using var answer = await app.Api.Http.GetAsync(new Uri($"/api/jobs/{lost}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<string> RunAndStopAsync()
    {
        var app = await StartAppAsync();
        var id = (await app.Api.RunAsync(Site.Urls(5))).Text("id");
        app.Signal(UnixSignalNumber.Terminate);
        Assert.True(await app.ExitAsync() == 0, app.Output.ToString());
        return id;
    }

    [GeneratedRegex("delete (?<file>.+) and start again", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NamedFile();
}
