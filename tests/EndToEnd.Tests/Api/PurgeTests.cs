using System.Net;
using Azure.Storage.Blobs.Models;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class PurgeTests(AppFixture app)
{
    [Fact]
    public async Task Purge_OfAFinishedJob_LeavesNothingOfIt()
    {
        var id = (await app.Api.RunAsync(app.Urls("/page", 20), new { maxConcurrency = 5, batchSize = 5 })).Text("id");
        Assert.NotEmpty(await BlobsAsync(id));
        Assert.Equal(HttpStatusCode.OK, await InstanceAsync($"{id}-00000005"));

        using var response = await app.Api.PurgeAsync(id);

        Assert.Equal((HttpStatusCode.NoContent, 0L), (response.StatusCode, response.Content.Headers.ContentLength ?? 0));
        Assert.Empty(await BlobsAsync(id));
        Assert.Equal(HttpStatusCode.NotFound, await InstanceAsync(id));
        Assert.Equal(HttpStatusCode.NotFound, await InstanceAsync($"{id}-00000005"));
        foreach (var path in new[] { "", "/results", "/manifest" })
        {
            await Problem.ReadAsync(await app.Api.Http.GetAsync(new Uri($"/api/jobs/{id}{path}", UriKind.Relative)), HttpStatusCode.NotFound);
        }
        await Problem.ReadAsync(await app.Api.PurgeAsync(id), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Purge_OfARunningJob_IsAConflictAndLeavesIt()
    {
        var id = (await app.Api.StartAsync([app.Url("/delay/30000")], new { timeoutSeconds = 60 })).Text("id");

        await Problem.ReadAsync(await app.Api.PurgeAsync(id), HttpStatusCode.Conflict);

        Assert.NotEqual("cancelled", (await app.Api.GetAsync(id)).Text("status"));
        await app.Api.DeleteAsync(id);
        await app.Api.EndAsync(id);
    }

    [Fact]
    public async Task Purge_ThatWasCutShort_IsCompletedWhenItIsAskedForAgain()
    {
        var id = (await app.Api.RunAsync(app.Urls("/page", 10), new { maxConcurrency = 5, batchSize = 5 })).Text("id");
        // As a process leaves it that ended after it had removed the job's instance.
        using var instance = await app.Api.Http.DeleteAsync(new Uri($"/runtime/webhooks/durabletask/instances/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, instance.StatusCode);
        Assert.DoesNotContain(id, await app.Api.Http.GetStringAsync(new Uri("/api/jobs", UriKind.Relative)), StringComparison.Ordinal);

        using var response = await app.Api.PurgeAsync(id);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Empty(await BlobsAsync(id));
        Assert.Equal(HttpStatusCode.NotFound, await InstanceAsync($"{id}-00000000"));
    }

    [Fact]
    public async Task Purge_OfABatchByItsName_IsNotFound()
    {
        var id = (await app.Api.RunAsync([app.Url("/page/1")])).Text("id");

        await Problem.ReadAsync(await app.Api.PurgeAsync($"{id}-00000000"), HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.OK, await InstanceAsync($"{id}-00000000"));
    }

    [Fact]
    public async Task Purge_ThatIsNeitherTrueNorFalse_IsRefused()
    {
        var id = (await app.Api.StartAsync([app.Url("/delay/30000")], new { timeoutSeconds = 60 })).Text("id");

        using var response = await app.Api.Http.DeleteAsync(new Uri($"/api/jobs/{id}?purge=yes", UriKind.Relative));

        Assert.Equal(["purge"], await Problem.ReadAsync(response, HttpStatusCode.BadRequest));
        Assert.NotEqual("cancelled", (await app.Api.GetAsync(id)).Text("status"));
        await app.Api.DeleteAsync(id);
        await app.Api.EndAsync(id);
    }

    private async Task<List<string>> BlobsAsync(string id)
    {
        var names = new List<string>();
        await foreach (var blob in app.App.Container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{id}/", CancellationToken.None)) names.Add(blob.Name);
        return names;
    }

    private async Task<HttpStatusCode> InstanceAsync(string id)
    {
        using var response = await app.Api.Http.GetAsync(new Uri($"/runtime/webhooks/durabletask/instances/{id}", UriKind.Relative));
        return response.StatusCode;
    }
}
