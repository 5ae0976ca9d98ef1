using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

/// <summary>The cap per host, as the hosts see it.</summary>
[Collection(ApiCollection.Name)]
public sealed class PerHostTests(AppFixture app)
{
    [Fact]
    public async Task Cap_PerHost_IsNeverPassedAtTheHosts()
    {
        await using var site = await HostsSite.StartAsync(5);
        var urls = Enumerable.Range(0, 300).Select(n => new Uri(site.Hosts[n * n % 5], $"/{n}").AbsoluteUri).ToList();

        var job = await app.Api.RunAsync(urls, new { maxPerHost = 3, maxConcurrency = 12, batchSize = 6 });

        Assert.Equal("""{"ok":300}""", job.Get("outcomes").ToString());
        Assert.Equal("succeeded", job.Text("status"));
        Assert.Equal(3, job.Get("options").Number("maxPerHost"));
        var records = await app.Api.RecordsAsync(job);
        Assert.Equal(urls, records.Select(record => record.Text("url")));
        Assert.Equal(3, site.MostPerHost.Values.Max());
        Assert.InRange(site.Most, 4, 12);
        await foreach (var blob in app.App.Container.GetBlobsAsync(prefix: $"{job.Text("id")}/lane", cancellationToken: CancellationToken.None, traits: default, states: default)) Assert.Fail(blob.Name);
    }

    [Fact]
    public async Task Results_OfAJobWithACapPerHost_GrowInOrderWhileItRuns()
    {
        await using var site = await HostsSite.StartAsync(3);
        var urls = Enumerable.Range(0, 200).Select(n => new Uri(site.Hosts[n % 3], $"/{n}").AbsoluteUri);
        var id = (await app.Api.StartAsync(urls, new { maxPerHost = 2, maxConcurrency = 6, batchSize = 6 })).Text("id");

        // Reading checks that they are whole lines in index order.
        var early = await Eventually.SeeAsync(() => app.Api.ResultsAsync(id), results => results.Records.Count > 0, "the first records");

        Assert.False(early.IsComplete);
        Assert.Equal(200, (await app.Api.RecordsAsync(await app.Api.EndAsync(id))).Count);
    }

    [Fact]
    public async Task Redrive_OfAJobWithACapPerHost_KeepsIt()
    {
        await using var site = await HostsSite.StartAsync(2);
        var urls = Enumerable.Range(0, 40).Select(n => n % 4 == 0 ? app.Url("/status/404") : new Uri(site.Hosts[n % 2], $"/{n}").AbsoluteUri);
        var source = await app.Api.RunAsync(urls, new { maxPerHost = 1, maxConcurrency = 8, batchSize = 4 });
        Assert.Equal((30, 10), (source.Outcomes("ok"), source.Outcomes("httpError")));

        using var response = await app.Api.PostAsync(source.Text("id"), "redrive");
        var redrive = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(await response.Content.ReadAsStringAsync());

        var records = await app.Api.RecordsAsync(await app.Api.EndAsync(redrive.Text("id")));
        Assert.Equal(Enumerable.Range(0, 10).Select(n => 4 * n), records.Select(record => record.Number("sourceIndex")));
    }
}
