using System.Net;
using System.Text.Json.Nodes;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class CallbackTests(AppFixture app) : IAsyncLifetime
{
    private CallbackReceiver _receiver = null!;
    private FanOutApp _own = null!;

    public async Task InitializeAsync()
    {
        _receiver = await CallbackReceiver.StartAsync();
        _own = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _own.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Theory]
    [InlineData("succeeded")]
    [InlineData("partial")]
    [InlineData("failed")]
    [InlineData("cancelled")]
    public async Task Job_HoweverItEnds_IsPostedAsItIsThenWithItsCallbackPending(string status)
    {
        var id = await (status switch
        {
            "succeeded" => PostAsync("/page/1"),
            "partial" => PostAsync("/status/404"),
            "failed" => PostAsync("/status/404", new { toleratedFailures = "0" }),
            _ => PostAsync("/delay/30000", new { timeoutSeconds = 60 }),
        });
        if (status is "cancelled") await _own.Api.DeleteAsync(id);

        var message = (await _receiver.SeeAsync(1))[0];
        var job = await DeliveredAsync(id);

        Assert.True(message.IsGenuine);
        Assert.Equal(status, message.Job.Text("status"));
        Assert.Equal(Normal(message.Job), Normal(job));
        Assert.Equal(("pending", 0), (message.Job.Get("callback").Text("status"), message.Job.Get("callback").Number("attempts")));
        Assert.Equal((1, 204), (job.Get("callback").Number("attempts"), job.Get("callback").Number("lastStatusCode")));
        Assert.Single(_receiver.Messages);
    }

    [Fact]
    public async Task Callback_ThatIsNotTaken_IsTriedAgainUnderTheSameIdWhileTheJobHasEnded()
    {
        _receiver.Status = 302;
        var id = await PostAsync("/page/1");

        var waiting = await Eventually.SeeAsync(() => _own.Api.GetAsync(id), job => job.Get("callback").Number("attempts") == 1, "the first attempt");
        Assert.Equal(("succeeded", "pending"), (waiting.Text("status"), waiting.Get("callback").Text("status")));
        Assert.Equal((302, "HTTP 302: redirects are not followed"), (waiting.Get("callback").Number("lastStatusCode"), waiting.Get("callback").Text("lastError")));
        _receiver.Status = 200;
        var job = await DeliveredAsync(id);

        Assert.Equal((2, 200), (job.Get("callback").Number("attempts"), job.Get("callback").Number("lastStatusCode")));
        Assert.True(job.Get("callback").IsNull("lastError"));
        Assert.Equal([302, 200], _receiver.Messages.Select(message => message.Answer));
        Assert.Single(_receiver.Messages.Select(message => message.Id).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Callback_ThatItsReceiverWantsNoMore_HasFailedAndStaysSoAfterARestart()
    {
        _receiver.Status = 410;
        var id = await PostAsync("/page/1");
        var failed = await SeeAsync(id, "failed");
        await _own.DisposeAsync();
        _own = await StartAsync();

        var job = await _own.Api.GetAsync(id);

        Assert.Equal(failed.Get("callback").GetRawText(), job.Get("callback").GetRawText());
        Assert.Equal((1, 410), (job.Get("callback").Number("attempts"), job.Get("callback").Number("lastStatusCode")));
        Assert.Contains(id, await _own.Api.Http.GetStringAsync(new Uri("/api/jobs", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purge_OfAJobWhoseCallbackHasAttemptsLeft_LeavesNothingOfEither()
    {
        _receiver.Status = 500;
        var id = await PostAsync("/page/1");
        await Eventually.SeeAsync(() => _own.Api.GetAsync(id), job => job.Get("callback").Number("attempts") == 1, "the first attempt");

        using var purged = await _own.Api.PurgeAsync(id);

        Assert.Equal(HttpStatusCode.NoContent, purged.StatusCode);
        using var instance = await _own.Api.Http.GetAsync(new Uri($"/runtime/webhooks/durabletask/instances/{id}-callback", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, instance.StatusCode);
        Assert.Empty(_own.Container.GetBlobs(new() { Prefix = id }));
    }

    [Fact]
    public async Task Redrive_OfAJobWithACallback_HasTheSame()
    {
        var id = await PostAsync("/status/404");
        await DeliveredAsync(id);

        using var answer = await _own.Api.PostAsync(id, "redrive");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var messages = await _receiver.SeeAsync(2);
        Assert.Equal(id, messages[1].Job.Text("redriveOf"));
        Assert.Equal(2, messages.Select(message => message.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Post_WithACallbackButNoSecretSet_NamesTheSetting()
    {
        using var answer = await app.Api.PostAsync(new { urls = new[] { app.Url("/page/1") }, callbackUrl = _receiver.Url });

        Assert.Equal(["callbackUrl"], await Problem.ReadAsync(answer, HttpStatusCode.BadRequest));
        Assert.Contains("FanOut__CallbackSecret", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<FanOutApp> StartAsync() => app.StartAppAsync("callbacks", ("FanOut:CallbackSecret", CallbackReceiver.Secret));

    private async Task<string> PostAsync(string path, object? options = null)
    {
        using var answer = await _own.Api.PostAsync(new { urls = new[] { app.Url(path) }, options = options ?? new { }, callbackUrl = _receiver.Url });
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
    }

    private Task<System.Text.Json.JsonElement> DeliveredAsync(string id) => SeeAsync(id, "delivered");

    private Task<System.Text.Json.JsonElement> SeeAsync(string id, string status) =>
        Eventually.SeeAsync(() => _own.Api.GetAsync(id), job => string.Equals(job.Get("callback").Text("status"), status, StringComparison.Ordinal), $"a callback that is {status}");

    /// <summary>A job without how far its callback is.</summary>
    private static string Normal(System.Text.Json.JsonElement job)
    {
        var node = JsonNode.Parse(job.GetRawText())!.AsObject();
        node.Remove("callback");
        return node.ToJsonString();
    }
}
