using System.Net.NetworkInformation;
using EndToEnd.Tests.App;
using FanOut.Cli.Site;

namespace EndToEnd.Tests.Patterns;

/// <summary>One <c>ClientSession</c> for all requests, closed where it should be.</summary>
[Collection(PatternsCollection.Name)]
public sealed class ConnectionPoolTests(AppFixture app)
{
    [Fact]
    public async Task Connections_OverTenThousandFetches_StayWithinTheCap()
    {
        const int Fetches = 10_000, Cap = 50, ALittle = 10;
        await using var site = await SampleSite.StartAsync();

        var job = await app.Api.RunAsync(Enumerable.Range(1, Fetches).Select(n => $"{site.BaseUri}page/{n}"), new { maxConcurrency = Cap });

        Assert.Equal(Fetches, job.Outcomes("ok"));
        Assert.Equal(Fetches, site.Requests);
        Assert.InRange(site.Connections, 1, Cap + ALittle);
        var open = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .Count(connection => connection.RemoteEndPoint.Port == site.BaseUri.Port);
        Assert.InRange(open, 0, Cap + ALittle);
    }
}
