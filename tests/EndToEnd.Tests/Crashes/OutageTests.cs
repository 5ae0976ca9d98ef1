using System.Diagnostics;
using System.Net;
using EndToEnd.Tests.App;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Crashes;

/// <summary>Storage that goes away under a running app, and orderly stops.</summary>
public sealed class OutageTests(ITestOutputHelper output) : CrashScene
{
    /// <summary>Longer than the storage client's own retries last.</summary>
    private static readonly TimeSpan s_outage = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Job_StorageAwayForAWhile_FinishesWithEveryUrlOnce()
    {
        var app = await StartAppAsync();
        var id = (await app.Api.StartAsync(Site.Urls(1_000), new { maxConcurrency = 50 })).Text("id");
        var watch = new JobWatch(id);
        await watch.UntilDoneAsync(app.Api, 100);

        await Azurite.StopAsync();
        await AssertUnhealthyAsync(app, s_outage);
        await watch.LookAsync(app.Api);
        await Azurite.RestartAsync();

        await AssertCompleteAsync(app, await watch.UntilEndAsync(app.Api));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(app));
    }

    [Fact]
    public async Task Stop_InTheMiddleOfAJob_IsCleanAndTheNextStartFinishesIt()
    {
        var app = await StartAppAsync();
        var id = (await app.Api.StartAsync(Site.Urls(1_000), new { maxConcurrency = 50 })).Text("id");
        var watch = new JobWatch(id);
        await watch.UntilDoneAsync(app.Api, 200);

        app.Signal(UnixSignalNumber.Terminate);

        Assert.True(await app.ExitAsync() == 0, app.Output.ToString());
        Assert.DoesNotContain("is lost to this process", app.Output.ToString(), StringComparison.Ordinal);
        app = await StartAppAsync();
        await AssertCompleteAsync(app, await watch.UntilEndAsync(app.Api));
    }

    [Fact]
    public async Task Stop_WhileStorageIsAway_EndsAllTheSame()
    {
        var app = await StartAppAsync();
        var id = (await app.Api.StartAsync(Site.Urls(1_000), new { maxConcurrency = 50 })).Text("id");
        var watch = new JobWatch(id);
        await watch.UntilDoneAsync(app.Api, 100);
        await Azurite.StopAsync();

        app.Signal(UnixSignalNumber.Terminate);

        var since = Stopwatch.GetTimestamp();
        output.WriteLine($"Exit code {await app.ExitAsync()} after {Stopwatch.GetElapsedTime(since)}.");
        await Azurite.RestartAsync();
        app = await StartAppAsync();
        await AssertCompleteAsync(app, await watch.UntilEndAsync(app.Api));
    }

    private static async Task AssertUnhealthyAsync(AppProcess app, TimeSpan duration)
    {
        // The first look comes when the last answer of storage is no longer one of just now.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < duration;)
        {
            await pace.WaitForNextTickAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync(app));
        }
    }

    private static async Task<HttpStatusCode> HealthAsync(AppProcess app)
    {
        using var answer = await app.Api.Http.GetAsync(new Uri("/api/health", UriKind.Relative));
        return answer.StatusCode;
    }
}
