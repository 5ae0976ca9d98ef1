using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

/// <summary>robots.txt, as the sites see it.</summary>
[Collection(ApiCollection.Name)]
public sealed class RobotsTests(AppFixture app)
{
    private const string FirstOnly = "127.0.0.1";

    [Fact]
    public async Task Job_ThatHeedsRobots_ReadsThemOncePerHostAndAsksForNothingTheyDisallow()
    {
        await using var site = await SiteAsync(3);
        var urls = site.Hosts.SelectMany(host => Enumerable.Range(0, 40).Select(n => new Uri(host, n % 4 == 0 ? $"/private/{n}" : $"/page/{n}").AbsoluteUri)).ToList();

        var job = await app.Api.RunAsync(urls, new { respectRobots = true, batchSize = 7, maxConcurrency = 50 });

        Assert.True(job.Get("options").Get("respectRobots").GetBoolean());
        var records = await app.Api.RecordsAsync(job);
        Assert.All(records, (record, i) => Assert.Equal(urls[i].Contains($"{FirstOnly}:", StringComparison.Ordinal) && i % 4 == 0 ? "blocked" : "ok", record.Text("outcome")));
        Assert.All(records.Where(record => record.Text("outcome") is "blocked"), record => Assert.Equal("blocked: robots.txt disallows it", record.Text("error")));
        Assert.Equal((110, 10), (job.Outcomes("ok"), job.Outcomes("blocked")));
        foreach (var host in site.Hosts) Assert.Equal(1, site.Hits[host.Host + "/robots.txt"]);
        Assert.DoesNotContain(site.Hits.Keys, hit => hit.StartsWith(FirstOnly + "/private/", StringComparison.Ordinal));
        Assert.Equal(3 + 110, site.Hits.Values.Sum());
    }

    [Fact]
    public async Task Redirect_ToWhatAnotherHostDisallows_IsNotFollowed()
    {
        await using var site = await SiteAsync(2);

        var job = await app.Api.RunAsync([new Uri(site.Hosts[1], "/moved/private/1").AbsoluteUri, new Uri(site.Hosts[1], "/moved/page/1").AbsoluteUri], new { respectRobots = true });

        Assert.Equal(["blocked", "ok"], (await app.Api.RecordsAsync(job)).Select(record => record.Text("outcome")));
        Assert.DoesNotContain(FirstOnly + "/private/1", site.Hits.Keys);
        Assert.Equal((1, 1), (site.Hits[FirstOnly + "/robots.txt"], site.Hits["127.0.0.2/robots.txt"]));
    }

    [Fact]
    public async Task Job_ThatDoesNotSay_AsksForNoRobots()
    {
        await using var site = await SiteAsync(1);

        var job = await app.Api.RunAsync([new Uri(site.Hosts[0], "/private/1").AbsoluteUri]);

        Assert.False(job.Get("options").Get("respectRobots").GetBoolean());
        Assert.Equal(["127.0.0.1/private/1"], site.Hits.Keys);
    }

    [Fact]
    public async Task Redrive_OfAJobThatHeedsRobots_ReadsThemAnew()
    {
        await using var site = await SiteAsync(1);
        var source = await app.Api.RunAsync([new Uri(site.Hosts[0], "/private/1").AbsoluteUri], new { respectRobots = true });

        using var response = await app.Api.PostAsync(source.Text("id"), "redrive");
        var redrive = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(await response.Content.ReadAsStringAsync());

        Assert.Equal(1, (await app.Api.EndAsync(redrive.Text("id"))).Outcomes("blocked"));
        Assert.Equal(2, site.Hits.Single().Value);
    }

    private static Task<RobotsSite> SiteAsync(int hosts) =>
        RobotsSite.StartAsync(hosts, host => host is FirstOnly ? "User-agent: *\nDisallow: /private/\n" : "User-agent: someone\nDisallow: /\n");
}
