using System.Diagnostics;
using EndToEnd.Tests.App;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Crashes;

/// <summary><c>kill -9</c> of the app, storage left alone.</summary>
public sealed class KillTests(ITestOutputHelper output) : CrashScene
{
    private const int Cap = 50;

    /// <summary>A new owner that had to wait for its predecessor's lease would need 60 s.</summary>
    private static readonly TimeSpan s_withoutLease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Job_AppKilledAtSeveralMoments_FinishesByItselfWithEveryUrlOnce()
    {
        const int Total = 2_000;
        var app = await StartAppAsync();
        var id = (await app.Api.StartAsync(Site.Urls(Total), new { maxConcurrency = Cap, batchSize = 25 })).Text("id");
        var watch = new JobWatch(id);
        foreach (var killedAt in new[] { 0, 500, 1_200, 1_900 })
        {
            await watch.UntilDoneAsync(app.Api, killedAt);
            if (killedAt > 0) await Site.NextRequestAsync();
            var repeats = Site.Repeats;
            var inFlight = Site.InFlight;

            await app.KillAsync();
            await Eventually.SeeAsync(() => Task.FromResult(Site.InFlight), left => left == 0, "an idle site");
            Assert.InRange(Site.MaxInFlight, 0, Cap);
            Site.ForgetMaximum();
            app = await StartAppAsync();

            await watch.UntilDoneAsync(app.Api, Math.Min(killedAt + Cap * 2, Total));
            output.WriteLine($"Killed with {killedAt} done and {inFlight} in flight: {Site.Repeats - repeats} fetched again.");
            Assert.InRange(Site.Repeats - repeats, 0, Cap);
        }

        await AssertCompleteAsync(app, await watch.UntilEndAsync(app.Api));
        Assert.Equal(Total, Site.Pages);
        Assert.InRange(Site.MaxInFlight, 1, Cap);
    }

    [Fact]
    public async Task Jobs_AppKilledAfterTheLastOfABurstWasAccepted_AllExistAndFinishWithoutWaitingForItsLease()
    {
        const int Jobs = 20;
        var app = await StartAppAsync();
        var accepted = await Task.WhenAll(Enumerable.Range(0, Jobs).Select(_ => app.Api.StartAsync(Site.Urls(10))));

        await app.KillAsync();
        var since = Stopwatch.GetTimestamp();
        app = await StartAppAsync();
        output.WriteLine($"Up again after {Stopwatch.GetElapsedTime(since)}.");
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, s_withoutLease);

        foreach (var job in accepted) await AssertCompleteAsync(app, await app.Api.EndAsync(job.Text("id")));
    }
}
