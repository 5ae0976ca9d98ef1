using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

/// <summary>Queueing is not slowness: a host that runs few activities at once takes longer, and nothing else.</summary>
[Collection(ApiCollection.Name)]
public sealed class ThrottleTests(AppFixture app)
{
    private const string Setting = "AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions";
    private const int Throttle = 5, Total = 200, TimeoutMs = 200;

    /// <summary>Timers may be a few milliseconds early by another clock.</summary>
    private const int FullTimeMs = TimeoutMs - 10;

    [Fact]
    public async Task SlowUrls_FarMoreThanTheHostRunsAtOnce_AllGetTheirFullTime()
    {
        await using var site = await FanOut.Cli.Site.SampleSite.StartAsync();
        await using var own = await app.StartAppAsync("throttle", (Setting, $"{Throttle}"), ("FanOut:AllowedNetworks", "127.0.0.0/8"));

        var job = await own.Api.RunAsync(Urls(site), new { timeoutSeconds = TimeoutMs / 1000.0, maxConcurrency = Total });

        var records = await own.Api.RecordsAsync(job);
        Assert.Equal(Enumerable.Repeat("timeout", Total), records.Outcomes());
        Assert.All(records, record => Assert.InRange(record.Real("durationMs"), FullTimeMs, double.MaxValue));
        Assert.Equal(Total, site.Requests);
    }

    [Fact]
    public async Task SlowUrls_ThatTheDeadlineFindsInTheQueue_AreNotRunRatherThanTimedOut()
    {
        await using var site = await FanOut.Cli.Site.SampleSite.StartAsync();
        await using var own = await app.StartAppAsync("throttledeadline", (Setting, $"{Throttle}"), ("FanOut:AllowedNetworks", "127.0.0.0/8"));

        var job = await own.Api.RunAsync(Urls(site), new { timeoutSeconds = TimeoutMs / 1000.0, maxConcurrency = Total, deadlineSeconds = 3 });

        var records = await own.Api.RecordsAsync(job);
        Assert.Equal(Total, records.Count);
        var byOutcome = records.ToLookup(record => record.Text("outcome"), StringComparer.Ordinal);
        Assert.Empty(byOutcome.Select(outcome => outcome.Key).Except(["timeout", "cancelled", "notRun"], StringComparer.Ordinal));
        Assert.All(byOutcome["timeout"], record => Assert.InRange(record.Real("durationMs"), FullTimeMs, double.MaxValue));
        Assert.All(byOutcome["notRun"], record => Assert.True(record.IsNull("startedAt")));
        Assert.NotEmpty(byOutcome["notRun"]);
    }

    private static IEnumerable<string> Urls(FanOut.Cli.Site.SampleSite site) => Enumerable.Range(0, Total).Select(n => $"{site.BaseUri}delay/30000?n={n}");
}
