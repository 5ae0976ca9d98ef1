using System.Net;
using System.Text.Json;
using EndToEnd.Tests.App;
using FanOut.Jobs;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class RetentionTests(AppFixture app)
{
    [Fact]
    public async Task Jobs_OlderThanTheAppKeepsThem_ArePurgedAndNoOthers()
    {
        await using var now = await app.StartAppAsync("retention", ("FanOut:RetentionDays", "7"));
        await now.Container.CreateIfNotExistsAsync();
        // As a purge leaves it that was cut short, all those days ago.
        var (old, young) = (JobId.Before(DateTimeOffset.UtcNow.AddDays(-8)), JobId.Before(DateTimeOffset.UtcNow.AddDays(-6)));
        foreach (var id in new[] { old, young }) await now.Container.UploadBlobAsync($"{id}/input.ndjson", BinaryData.FromString("{}\n"));

        var starting = await now.Api.RunAsync([app.Url("/page/1")]);

        await Eventually.SeeAsync(() => RetentionAsync(now), retention => retention is { HasTimer: true }, "the wait for the next round");
        Assert.False(await now.Container.GetBlobClient($"{old}/input.ndjson").ExistsAsync());
        Assert.True(await now.Container.GetBlobClient($"{young}/input.ndjson").ExistsAsync());
        Assert.Equal("succeeded", (await now.Api.GetAsync(starting.Text("id"))).Text("status"));
    }

    [Fact]
    public async Task Retention_ThatIsSwitchedOff_EndsAtItsNextRound()
    {
        await using (var on = await app.StartAppAsync("retentionoff", ("FanOut:RetentionDays", "7")))
        {
            await on.Api.RunAsync([app.Url("/page/1")]);
            await Eventually.SeeAsync(() => RetentionAsync(on), retention => retention is { HasTimer: true }, "the wait for the next round");
        }
        await using var off = await app.StartAppAsync("retentionoff", new ShiftedTime(TimeSpan.FromHours(2)));

        await Eventually.SeeAsync(() => RetentionAsync(off), retention => retention is { Status: "Completed" }, "the end of it");
    }

    private static async Task<Instance?> RetentionAsync(FanOutApp app)
    {
        using var response = await app.Api.Http.GetAsync(new Uri("/runtime/webhooks/durabletask/instances/retention?showHistory=true", UriKind.Relative));
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        var text = await response.Content.ReadAsStringAsync();
        return new Instance(JsonSerializer.Deserialize<JsonElement>(text).Text("runtimeStatus"), text.Contains("TimerCreated", StringComparison.Ordinal));
    }

    private sealed record Instance(string Status, bool HasTimer);
}
