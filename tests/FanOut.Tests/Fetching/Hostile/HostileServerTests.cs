using System.Text.Json;
using FanOut.Fetching;
using Microsoft.AspNetCore.Http;

namespace FanOut.Tests.Fetching.Hostile;

public sealed class HostileServerTests
{
    private const int Siblings = 2;
    private const double GraceSeconds = 1;
    private const int MostTries = 3;

    private static readonly Dictionary<string, Scenario> Scenarios = new[]
    {
        FramingScenarios.All, HeadScenarios.All, EncodingScenarios.All, RedirectScenarios.All, TextScenarios.All, TlsScenarios.All, Http2Scenarios.All,
    }.SelectMany(scenarios => scenarios).ToDictionary(scenario => scenario.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Scenarios.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Fetch_HostileServer_HasItsOutcomeInTimeAndHurtsNoSibling(string name)
    {
        var scenario = Scenarios[name];
        var inTime = false;
        // A machine that is busy for a moment makes one late; a server that can hold a fetch makes all of them late.
        for (var tries = 0; tries < MostTries && !inTime; tries++) inTime = await FetchAsync(scenario) <= (scenario.TimeoutSeconds + GraceSeconds) * 1000;
        Assert.True(inTime, $"It took more than {scenario.TimeoutSeconds + GraceSeconds} s each time.");
    }

    /// <summary>Fetches from it beside others, and tells how long that took, in milliseconds.</summary>
    private static async Task<double> FetchAsync(Scenario scenario)
    {
        await using var server = new HostileServer(scenario);
        await using var good = await TestSite.StartAsync(context => context.Response.WriteAsync("good"));
        using var fetcher = new TestFetcher(trusted: HostileServer.Root);

        var fetching = fetcher.GetAsync(server.Url, scenario.Options with { MaxAttempts = 1, TimeoutSeconds = scenario.TimeoutSeconds });
        var siblings = await Task.WhenAll(Enumerable.Range(0, Siblings).Select(i => fetcher.GetAsync($"{good.Url}/{i}", new FetchOptions { MaxAttempts = 1, TimeoutSeconds = 30 })));
        var record = await fetching;

        Assert.True(record.Outcome == scenario.Expected || record.Outcome == scenario.Or, $"{record.Outcome}: {record.Error}");
        Assert.NotEmpty(JsonSerializer.SerializeToUtf8Bytes(record));
        Assert.Equal(record.Outcome is Outcome.Ok, record.Error is null);
        Assert.DoesNotContain(record.Error ?? "", c => char.IsControl(c));
        Assert.All(siblings, sibling => Assert.Equal((Outcome.Ok, 4L), (sibling.Outcome, sibling.Bytes)));
        scenario.Also?.Invoke(record);
        return record.DurationMs;
    }

    [Fact]
    public async Task Fetch_BodyWithoutEndOverHttp2_IsTooLarge()
    {
        await using var site = await TestSite.StartAsync(
            async context =>
            {
                Assert.Equal("HTTP/2", context.Request.Protocol);
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(new byte[8_192], context.RequestAborted);
                }
            },
            certificate: Certificates.Issue(HostileServer.Root, "CN=good"));
        using var fetcher = new TestFetcher(trusted: HostileServer.Root);

        Assert.Equal(Outcome.TooLarge, (await fetcher.GetAsync(site.Url)).Outcome);
    }

    [Fact]
    public void Scenarios_Number_IsWhatWasPromised() => Assert.True(Scenarios.Count >= 60);
}
