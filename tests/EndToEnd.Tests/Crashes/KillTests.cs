using System.Diagnostics;
using EndToEnd.Tests.App;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Crashes;

/// <summary><c>kill -9</c> of the app, storage left alone.</summary>
public sealed class KillTests(ITestOutputHelper output) : CrashScene
{
    private const int Cap = 50;
    private const int CapPerHost = 5;

    /// <summary>A new owner that had to wait for its predecessor's lease would need 60 s.</summary>
    private static readonly TimeSpan s_withoutLease = TimeSpan.FromSeconds(30);

    [Fact]
    public Task Job_AppKilledAtSeveralMoments_FinishesByItselfWithEveryUrlOnce() =>
        KillAsync(2_000, Cap, new { maxConcurrency = Cap, batchSize = 25 }, 0, 500, 1_200, 1_900);

    [Fact]
    public Task JobWithACapPerHost_AppKilledAtSeveralMoments_KeepsToItAndFinishesWithEveryUrlOnce() =>
        KillAsync(400, CapPerHost, new { maxConcurrency = Cap, batchSize = 25, maxPerHost = CapPerHost }, 0, 100, 250);

    /// <summary>What its time passed while the app was down must not come at once when it is back.</summary>
    [Fact]
    public async Task JobWithACapPerSecond_AppKilledAtSeveralMoments_KeepsToItAtTheSite()
    {
        const int Urls = 240, PerSecond = 40;
        // Requests reach a busy site unevenly: those of two seconds may. Those of a second without a cap would be all.
        const int MostInASecond = PerSecond * 2;
        var app = await StartAppAsync();
        var watch = new JobWatch((await app.Api.StartAsync(Site.Urls(Urls), new { maxPerSecond = PerSecond, maxConcurrency = PerSecond, batchSize = 20 })).Text("id"));
        foreach (var killedAt in new[] { 20, 100, 160 })
        {
            await watch.UntilDoneAsync(app.Api, killedAt);
            await app.KillAsync();
            app = await StartAppAsync();
        }

        await AssertCompleteAsync(app, await watch.UntilEndAsync(app.Api));
        Assert.Equal(Urls, Site.Pages);
        var arrivals = Site.Arrivals.Order().ToArray();
        var most = arrivals.Max(first => arrivals.Count(other => other >= first && Stopwatch.GetElapsedTime(first, other) < TimeSpan.FromSeconds(1)));
        output.WriteLine($"{arrivals.Length} requests, {most} within one second at most.");
        Assert.InRange(most, 1, MostInASecond);
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

    /// <summary>What the site sees is held to the cap in each of the app's lives, and what is fetched again is at most what was in flight.</summary>
    private async Task KillAsync(int total, int cap, object options, params int[] moments)
    {
        var app = await StartAppAsync();
        var id = (await app.Api.StartAsync(Site.Urls(total), options)).Text("id");
        var watch = new JobWatch(id);
        foreach (var killedAt in moments)
        {
            await watch.UntilDoneAsync(app.Api, killedAt);
            if (killedAt > 0) await Site.NextRequestAsync();
            var repeats = Site.Repeats;
            var inFlight = Site.InFlight;

            await app.KillAsync();
            await Eventually.SeeAsync(() => Task.FromResult(Site.InFlight), left => left == 0, "an idle site");
            Assert.InRange(Site.MaxInFlight, 0, cap);
            Site.ForgetMaximum();
            app = await StartAppAsync();

            await watch.UntilDoneAsync(app.Api, Math.Min(killedAt + cap * 2, total));
            output.WriteLine($"Killed with {killedAt} done and {inFlight} in flight: {Site.Repeats - repeats} fetched again.");
            Assert.InRange(Site.Repeats - repeats, 0, cap);
        }

        await AssertCompleteAsync(app, await watch.UntilEndAsync(app.Api));
        Assert.Equal(total, Site.Pages);
        Assert.InRange(Site.MaxInFlight, 1, cap);
    }
}
