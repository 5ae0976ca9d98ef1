using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

/// <summary>There is an end to the jobs that callers can pile up.</summary>
[Collection(ApiCollection.Name)]
public sealed class JobsInFlightTests(AppFixture app)
{
    private const string Setting = "FanOut:MaxJobsInFlight";

    [Fact]
    public async Task Start_BeyondTheLimit_IsRefusedUntilAJobHasEnded()
    {
        await using var own = await app.StartAppAsync("inflight", (Setting, "2"));
        var first = await StartSlowAsync(own);
        var second = await StartSlowAsync(own);

        using var refused = await own.Api.PostAsync(new { urls = new[] { app.Url("/page/1") } });

        Assert.Empty(await Problem.ReadAsync(refused, HttpStatusCode.TooManyRequests));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Contains("2 jobs are in flight", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(2, (await own.Api.Http.GetFromJsonAsync<JsonElement>("/api/jobs")).Get("jobs").GetArrayLength());

        await EndAsync(own, first);
        await Eventually.SeeAsync(() => StatusOfStartAsync(own), status => status is HttpStatusCode.Accepted, "room for a job");
        await EndAsync(own, second);
    }

    [Fact]
    public async Task Redrive_BeyondTheLimit_IsRefused()
    {
        await using var own = await app.StartAppAsync("inflightredrive", (Setting, "1"));
        var source = await own.Api.RunAsync(["no url"]);
        var slow = await Eventually.SeeAsync(() => TryStartSlowAsync(own), id => id is not null, "room for a job");

        using var refused = await own.Api.PostAsync(source.Text("id"), "redrive");
        Assert.Empty(await Problem.ReadAsync(refused, HttpStatusCode.TooManyRequests));
        Assert.NotNull(refused.Headers.RetryAfter);

        await EndAsync(own, slow!);
        await Eventually.SeeAsync(
            async () => (await own.Api.PostAsync(source.Text("id"), "redrive")).StatusCode, status => status is HttpStatusCode.Accepted, "a redrive");
    }

    [Fact]
    public async Task SameKey_AtTheLimit_StillGivesItsJob()
    {
        await using var own = await app.StartAppAsync("inflightkeys", (Setting, "1"));
        var accepted = await PostAsync(own, "key-1");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).Text("id");

        var again = await PostAsync(own, "key-1");
        var another = await PostAsync(own, "key-2");

        Assert.Equal(id, (await again.Content.ReadFromJsonAsync<JsonElement>()).Text("id"));
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.TooManyRequests), (again.StatusCode, another.StatusCode));
        await EndAsync(own, id);
    }

    [Fact]
    public async Task Limit_AfterAJobWasTerminatedAndPurged_IsFree()
    {
        await using var own = await app.StartAppAsync("inflightpurge", (Setting, "1"));
        var id = await StartSlowAsync(own);
        await own.Api.Http.PostAsync(new Uri($"/runtime/webhooks/durabletask/instances/{id}/terminate", UriKind.Relative), null);

        await Eventually.SeeAsync(async () => (await own.Api.PurgeAsync(id)).StatusCode, status => status is HttpStatusCode.NoContent, "the purge");

        await Eventually.SeeAsync(() => StatusOfStartAsync(own), status => status is HttpStatusCode.Accepted, "room for a job");
    }

    private async Task<string> StartSlowAsync(FanOutApp own) => (await TryStartSlowAsync(own))!;

    private async Task<string?> TryStartSlowAsync(FanOutApp own)
    {
        using var response = await own.Api.PostAsync(new { urls = new[] { app.Url("/delay/30000") }, options = new { timeoutSeconds = 60 } });
        return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonElement>()).Text("id") : null;
    }

    private async Task<HttpStatusCode> StatusOfStartAsync(FanOutApp own)
    {
        using var response = await own.Api.PostAsync(new { urls = new[] { app.Url("/page/1") } });
        return response.StatusCode;
    }

    private Task<HttpResponseMessage> PostAsync(FanOutApp own, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/jobs")
        {
            Content = JsonContent.Create(new { urls = new[] { app.Url("/delay/30000") }, options = new { timeoutSeconds = 60 } }),
            Headers = { { "Idempotency-Key", key } },
        };
        return own.Api.Http.SendAsync(request);
    }

    private static async Task EndAsync(FanOutApp own, string id)
    {
        Assert.Equal(HttpStatusCode.Accepted, await own.Api.DeleteAsync(id));
        await own.Api.EndAsync(id);
    }
}
