using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs;
using CrashLoop.App;
using EndToEnd.Tests.App;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Crashes;

/// <summary><c>kill -9</c> between the steps of one request: before its first write to storage, before its second, and so on.</summary>
public sealed class StepKillTests(ITestOutputHelper output) : CrashScene
{
    /// <summary>More than any of these requests has of its own; what the job it starts or ends does after them, the crash loop kills.</summary>
    private const int MostKills = 8;

    /// <summary>A request that nobody dies of.</summary>
    private const int Harmless = int.MaxValue;

    private AppProcess _app = null!;

    [Fact]
    public async Task Start_KilledBetweenItsSteps_LeavesNoJobOrAWholeOneThatTheSameKeyFinds()
    {
        await RestartAsync();

        await KillAtEveryStepAsync(atLeast: 3, async step =>
        {
            var key = Guid.NewGuid().ToString();
            using var answer = await PostAsync(key, step, "no url", "nor this");
            if (answer is not null) await _app.SeeOrExitAsync((await ReadAsync(answer, HttpStatusCode.Accepted)).Text("id"), HasEnded);
            var survived = _app.IsRunning;
            if (!survived) await RestartAsync();

            using var again = await PostAsync(key, Harmless, "no url", "nor this");
            var job = await _app.Api.EndAsync((await ReadAsync(again!, HttpStatusCode.Accepted)).Text("id"));

            Assert.Equal(["invalidUrl", "invalidUrl"], (await _app.Api.RecordsAsync(job)).Outcomes());
            var input = await Container.GetBlobClient($"{job.Text("id")}/input.ndjson").DownloadContentAsync();
            Assert.Equal("{\"url\":\"no url\"}\n{\"url\":\"nor this\"}\n", input.Value.Content.ToString());
            Assert.Equal(step + 1, (await JobsAsync()).Count());
            return survived;
        });
    }

    [Fact]
    public async Task Redrive_KilledBetweenItsSteps_LeavesNoJobOrAWholeOneThatTheSameKeyFinds()
    {
        await RestartAsync();
        var source = (await RunAsync(null, "no url", "nor this")).Text("id");

        await KillAtEveryStepAsync(atLeast: 3, async step =>
        {
            var key = Guid.NewGuid().ToString();
            using var answer = await SendAsync(HttpMethod.Post, $"/api/jobs/{source}/redrive", key, step);
            if (answer is not null) await _app.SeeOrExitAsync((await ReadAsync(answer, HttpStatusCode.Accepted)).Text("id"), HasEnded);
            var survived = _app.IsRunning;
            if (!survived) await RestartAsync();
            Assert.InRange(await RedrivesAsync(source) - step, 0, 1);

            using var again = await SendAsync(HttpMethod.Post, $"/api/jobs/{source}/redrive", key);
            var job = await _app.Api.EndAsync((await ReadAsync(again!, HttpStatusCode.Accepted)).Text("id"));

            Assert.Equal(["invalidUrl", "invalidUrl"], (await _app.Api.RecordsAsync(job)).Outcomes());
            Assert.Equal(step + 1, await RedrivesAsync(source));
            return survived;
        });
    }

    [Fact]
    public async Task Purge_KilledBetweenItsSteps_IsCompletedByARepeat()
    {
        await RestartAsync();

        await KillAtEveryStepAsync(atLeast: 5, async step =>
        {
            var key = Guid.NewGuid().ToString();
            var id = (await RunAsync(key, [.. Site.Urls(4)])).Text("id");
            using var answer = await SendAsync(HttpMethod.Delete, $"/api/jobs/{id}?purge=true", null, step);
            var survived = answer is not null;
            if (!survived) await RestartAsync();

            using var again = await SendAsync(HttpMethod.Delete, $"/api/jobs/{id}?purge=true");

            Assert.Contains(again!.StatusCode, new[] { HttpStatusCode.NoContent, HttpStatusCode.NotFound });
            Assert.Empty(Container.GetBlobs(new() { Prefix = id }));
            foreach (var instance in new[] { id, $"{id}-00000000", $"{id}-00000002" })
            {
                using var left = await _app.Api.Http.GetAsync(new Uri($"/runtime/webhooks/durabletask/instances/{instance}", UriKind.Relative));
                Assert.Equal(HttpStatusCode.NotFound, left.StatusCode);
            }
            Assert.NotEqual(id, (await RunAsync(key, [.. Site.Urls(4)])).Text("id"));
            return survived;
        });
    }

    [Fact]
    public async Task Cancel_KilledBetweenItsSteps_EndsWithOneRecordForEachUrl()
    {
        await RestartAsync();
        var urls = Site.Urls(400).ToArray();

        await KillAtEveryStepAsync(atLeast: 2, async step =>
        {
            var id = (await _app.Api.StartAsync(urls, new { maxConcurrency = 4, batchSize = 4 })).Text("id");
            await Eventually.SeeAsync(() => _app.Api.GetAsync(id), seen => seen.Number("done") > 0, "a first record");
            using var answer = await SendAsync(HttpMethod.Delete, $"/api/jobs/{id}", null, step);
            if (answer is not null) await _app.SeeOrExitAsync(id, HasEnded);
            var survived = _app.IsRunning;
            if (!survived) await RestartAsync();

            // Whoever got no answer asks again.
            using var again = answer is null ? await SendAsync(HttpMethod.Delete, $"/api/jobs/{id}") : null;
            Assert.Contains(again?.StatusCode, new HttpStatusCode?[] { null, HttpStatusCode.Accepted, HttpStatusCode.Conflict });

            var ended = await _app.Api.EndAsync(id);
            Assert.Equal("cancelled", ended.Text("status"));
            Assert.Equal(Enumerable.Range(0, urls.Length), (await _app.Api.RecordsAsync(ended)).Select(record => record.Number("index")));
            return survived;
        });
    }

    [Fact]
    public async Task Callback_KilledBetweenItsSteps_ComesAtLeastOnceUnderOneId()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await RestartAsync();

        await KillAtEveryStepAsync(atLeast: 3, async step =>
        {
            var before = receiver.Messages.Count;
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/jobs") { Content = JsonContent.Create(new { urls = Site.Urls(3), callbackUrl = receiver.Url }) };
            request.Headers.Add(KillAtStep.StepHeader, $"{step}");
            request.Headers.Add(KillAtStep.FromHeader, FanOut.Orchestration.ActivityNames.FinishJob);
            using var answer = await _app.Api.Http.SendAsync(request);
            var id = (await ReadAsync(answer, HttpStatusCode.Accepted)).Text("id");
            await _app.SeeOrExitAsync(id, IsDelivered);
            var survived = _app.IsRunning;
            if (!survived) await RestartAsync();

            var job = await Eventually.SeeAsync(() => _app.Api.GetAsync(id), IsDelivered, "a callback that is delivered");

            Assert.Equal("succeeded", job.Text("status"));
            var messages = receiver.Messages.Skip(before).ToList();
            Assert.NotEmpty(messages);
            Assert.All(messages, message => Assert.Equal((true, id, "succeeded"), (message.IsGenuine, message.Job.Text("id"), message.Job.Text("status"))));
            Assert.Single(messages.Select(message => message.Id).Distinct(StringComparer.Ordinal));
            output.WriteLine($"Step {step}: {messages.Count} callbacks.");
            return survived;
        });
    }

    private BlobContainerClient Container => new(Azurite.ConnectionString, Name);

    private static bool HasEnded(JsonElement job) => !job.IsNull("finishedAt");

    private static bool IsDelivered(JsonElement job) => job.Get("callback").Text("status") is "delivered";

    /// <param name="trial">Tells whether the app has survived.</param>
    /// <param name="atLeast">So many steps there are, whatever runs beside them.</param>
    private async Task KillAtEveryStepAsync(int atLeast, Func<int, Task<bool>> trial)
    {
        var kills = 0;
        while (kills < MostKills && !await trial(kills)) kills++;
        output.WriteLine($"Killed {kills} times.");
        Assert.InRange(kills, atLeast, MostKills);
    }

    private async Task RestartAsync() => _app = await StartCrashAppAsync();

    /// <summary>Null when the app has died of it.</summary>
    private Task<HttpResponseMessage?> SendAsync(HttpMethod method, string path, string? key = null, int? step = null) => SendAsync(method, path, null, key, step);

    private Task<HttpResponseMessage?> PostAsync(string key, int step, params string[] urls) => SendAsync(HttpMethod.Post, "/api/jobs", JsonContent.Create(new { urls }), key, step);

    private async Task<HttpResponseMessage?> SendAsync(HttpMethod method, string path, HttpContent? content, string? key, int? step)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add(KillAtStep.StepHeader, $"{step ?? Harmless}");
        try
        {
            return await _app.Api.Http.SendAsync(request);
        }
        catch (HttpRequestException) when (step is not null)
        {
            await _app.ExitAsync();
            return null;
        }
    }

    private async Task<JsonElement> RunAsync(string? key, params string[] urls)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/jobs") { Content = JsonContent.Create(new { urls, options = new { maxConcurrency = 2, batchSize = 2 } }) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await _app.Api.Http.SendAsync(request);
        return await _app.Api.EndAsync((await ReadAsync(answer, HttpStatusCode.Accepted)).Text("id"));
    }

    private async Task<IEnumerable<JsonElement>> JobsAsync() => (await _app.Api.Http.GetFromJsonAsync<JsonElement>("/api/jobs?top=100")).Get("jobs").EnumerateArray();

    private async Task<int> RedrivesAsync(string source) => (await JobsAsync()).Count(job => string.Equals(job.Get("redriveOf").GetString(), source, StringComparison.Ordinal));

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
