using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace EndToEnd.Tests.App;

/// <summary>The job API as any client sees it: HTTP and JSON, none of the app's own types.</summary>
public sealed class JobApi(Uri baseAddress) : IDisposable
{
    public HttpClient Http { get; } = new() { BaseAddress = baseAddress, Timeout = TimeSpan.FromSeconds(60) };

    public Task<HttpResponseMessage> PostAsync(object body) => Http.PostAsJsonAsync("/api/jobs", body);

    /// <summary>Starts a job, and returns it as the 202 told it.</summary>
    public async Task<JsonElement> StartAsync(IEnumerable<string> urls, object? options = null)
    {
        using var response = await PostAsync(options is null ? new { urls } : new { urls, options });
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<JsonElement> GetAsync(string id) => Http.GetFromJsonAsync<JsonElement>($"/api/jobs/{id}");

    public Task<JsonElement> EndAsync(string id) =>
        Eventually.SeeAsync(() => GetAsync(id), job => job.Get("finishedAt").ValueKind is not JsonValueKind.Null, "the end of the job");

    public async Task<JsonElement> RunAsync(IEnumerable<string> urls, object? options = null) =>
        await EndAsync((await StartAsync(urls, options)).Text("id"));

    public async Task<HttpStatusCode> DeleteAsync(string id)
    {
        using var response = await Http.DeleteAsync(new Uri($"/api/jobs/{id}", UriKind.Relative));
        return response.StatusCode;
    }

    /// <summary>One of the calls that steer a job, such as <c>pause</c>.</summary>
    public Task<HttpResponseMessage> PostAsync(string id, string action, object? body = null) =>
        Http.PostAsync(new Uri($"/api/jobs/{id}/{action}", UriKind.Relative), body is null ? null : JsonContent.Create(body));

    public Task<HttpResponseMessage> PatchAsync(string id, object body) => Http.PatchAsJsonAsync($"/api/jobs/{id}", body);

    public Task<HttpResponseMessage> PurgeAsync(string id) => Http.DeleteAsync(new Uri($"/api/jobs/{id}?purge=true", UriKind.Relative));

    public Task<JsonElement> SeeAsync(string id, string status) =>
        Eventually.SeeAsync(() => GetAsync(id), job => string.Equals(job.Text("status"), status, StringComparison.Ordinal), $"a job that is {status}");

    /// <summary>The results as they can be read now.</summary>
    public async Task<Results> ResultsAsync(string id)
    {
        using var response = await Http.GetAsync(new Uri($"/api/jobs/{id}/results", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var complete = Assert.Single(response.Headers.GetValues("FanOut-Complete"));
        return new Results(bool.Parse(complete), await response.Content.ReadAsStringAsync());
    }

    /// <summary>The records of a finished job: one for each URL, in order.</summary>
    public async Task<IReadOnlyList<JsonElement>> RecordsAsync(JsonElement job)
    {
        var results = await ResultsAsync(job.Text("id"));
        Assert.True(results.IsComplete);
        Assert.Equal(job.Number("total"), results.Records.Count);
        return results.Records;
    }

    public void Dispose() => Http.Dispose();
}
