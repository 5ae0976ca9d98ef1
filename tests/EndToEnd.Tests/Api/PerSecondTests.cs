using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

/// <summary>The cap per second, as the site sees it.</summary>
[Collection(ApiCollection.Name)]
public sealed class PerSecondTests(AppFixture app)
{
    [Theory, InlineData(null), InlineData(4)]
    public async Task Cap_PerSecond_IsNotPassedAtTheSite(int? maxPerHost)
    {
        const int Urls = 41, PerSecond = 20;
        // A clock's tick; a pace that was only a little too fast would gain far more over the whole job.
        var tolerance = TimeSpan.FromMilliseconds(50);
        await using var site = await HostsSite.StartAsync(2);
        var urls = Enumerable.Range(0, Urls).Select(n => new Uri(site.Hosts[n % 2], $"/{n}").AbsoluteUri);

        var job = await app.Api.RunAsync(urls, new { maxPerSecond = PerSecond, maxPerHost, maxConcurrency = 40, batchSize = 10 });

        Assert.Equal(("succeeded", PerSecond), (job.Text("status"), job.Get("options").Number("maxPerSecond")));
        var arrivals = site.Arrivals.ToList();
        Assert.Equal(Urls, arrivals.Count);
        Assert.True(arrivals.Max() - arrivals.Min() >= TimeSpan.FromSeconds((Urls - 1.0) / PerSecond) - tolerance, $"{Urls} came within {arrivals.Max() - arrivals.Min()}.");
    }
}
