using System.Net;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api.OpenApi;

/// <summary>What the running app answers is what its document says.</summary>
[Collection(ApiCollection.Name)]
public sealed class OpenApiAnswerTests(AppFixture app)
{
    private const int Unauthorized = 401, TooManyJobs = 429, StorageAway = 503;

    [Fact]
    public async Task Answer_OfEveryOperation_IsInEachOfItsStatusesAsDocumented()
    {
        var document = await ApiDocument.ReadAsync(app.Api.Http);
        var seen = new List<(string Operation, int Status)>();

        foreach (var call in await ApiCalls.CreateAsync(app))
        {
            using var answer = await app.Api.Http.SendAsync(call.Request);
            Assert.True(call.Status == (int)answer.StatusCode, $"{call.Request} got {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            await document.CheckAsync(call.Operation, answer);
            seen.Add((call.Operation, call.Status));
        }

        var documented = from operation in document.Operations
                         from status in document.Statuses(operation)
                         where status is not (Unauthorized or TooManyJobs or StorageAway)
                         select (operation, status);
        Assert.Equal(documented.Order(), seen.Distinct().Order());
    }

    [Fact]
    public async Task Answer_WithoutTheKey_IsAsDocumented()
    {
        await using var own = await app.StartAppAsync("openapikeys", ("FanOut:FunctionKey", "a key of its own"));
        var document = await ApiDocument.ReadAsync(own.Api.Http);

        foreach (var call in (await ApiCalls.CreateAsync(app)).DistinctBy(call => call.Operation, StringComparer.Ordinal))
        {
            using var answer = await own.Api.Http.SendAsync(call.Request);
            Assert.Equal(!document.IsOpen(call.Operation), answer.StatusCode is HttpStatusCode.Unauthorized);
            await document.CheckAsync(call.Operation, answer);
        }
    }

    [Fact]
    public async Task Answer_WhenTooManyJobsAreInFlight_IsAsDocumented()
    {
        await using var own = await app.StartAppAsync("openapifull", ("FanOut:MaxJobsInFlight", "1"));
        var document = await ApiDocument.ReadAsync(own.Api.Http);
        var source = await own.Api.RunAsync(["no url"]);
        var body = $$$"""{"urls":["{{{app.Url("/delay/30000")}}}"],"options":{"timeoutSeconds":60}}""";
        await Eventually.SeeAsync(
            async () => (await own.Api.Http.SendAsync(ApiCall.Of("startJob", 202, HttpMethod.Post, "/api/jobs", body).Request)).StatusCode,
            status => status is HttpStatusCode.Accepted, "room for a job");

        await CheckAsync(own, document, ApiCall.Of("startJob", TooManyJobs, HttpMethod.Post, "/api/jobs", body));
        await CheckAsync(own, document, ApiCall.Of("redriveJob", TooManyJobs, HttpMethod.Post, $"/api/jobs/{source.Text("id")}/redrive"));
    }

    [Fact]
    public async Task Answer_WhileStorageIsAway_IsAsDocumented()
    {
        var storage = new FunctionsEmulator.Tests.Storage.AzuriteFixture();
        await storage.InitializeAsync();
        try
        {
            await using var own = await FanOutApp.StartAsync(storage.ConnectionString, "away");
            var document = await ApiDocument.ReadAsync(own.Api.Http);
            await storage.StopAsync();
            await Eventually.SeeAsync(
                async () => (await own.Api.Http.SendAsync(ApiCall.Of("getHealth", StorageAway, HttpMethod.Get, "/api/health").Request)).StatusCode,
                status => status is HttpStatusCode.ServiceUnavailable, "that storage is away");

            // Each waits for the storage client's own retries, so they wait together.
            await Task.WhenAll(
                CheckAsync(own, document, ApiCall.Of("getHealth", StorageAway, HttpMethod.Get, "/api/health")),
                CheckAsync(own, document, ApiCall.Of("listJobs", StorageAway, HttpMethod.Get, "/api/jobs")),
                CheckAsync(own, document, ApiCall.Of("getManifest", StorageAway, HttpMethod.Get, $"/api/jobs/{ApiCalls.Unknown}/manifest")),
                CheckAsync(own, document, ApiCall.Of("startJob", StorageAway, HttpMethod.Post, "/api/jobs", """{"urls":["http://127.0.0.1/"]}""")));
            await storage.RestartAsync();
        }
        finally
        {
            await storage.DisposeAsync();
        }
    }

    private static async Task CheckAsync(FanOutApp own, ApiDocument document, ApiCall call)
    {
        using var answer = await own.Api.Http.SendAsync(call.Request);
        Assert.Equal(call.Status, (int)answer.StatusCode);
        await document.CheckAsync(call.Operation, answer);
    }
}
