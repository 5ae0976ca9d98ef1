using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Tests.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsEmulator.Tests.Management;

/// <summary>A host with sample orchestrators, and its management API.</summary>
internal sealed class ManagementHost(TestHost host) : IAsyncDisposable
{
    public const string Base = "/runtime/webhooks/durabletask/";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public HttpClient Http => host.Client;

    public string Address => host.Address;

    public DurableTaskClient Client => host.Services.GetRequiredService<DurableEngine>().Client;

    public static async Task<ManagementHost> StartAsync(string? systemKey = null, string? functionKey = null) =>
        new(await TestHost.StartAsync(typeof(ManagementSamples), builder =>
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["FanOut:SystemKey"] = systemKey,
                ["FanOut:FunctionKey"] = functionKey,
            })));

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? body = null, string mediaType = "application/json", string? continuation = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Base + path, UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, mediaType);
        if (continuation is not null) request.Headers.Add("x-ms-continuation-token", continuation);
        return await host.Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> PostAsync(string path, string? body = null) => SendAsync(HttpMethod.Post, path, body);

    public async Task<HttpStatusCode> StatusOfAsync(HttpMethod method, string path, string? body = null, string mediaType = "application/json")
    {
        using var response = await SendAsync(method, path, body, mediaType);
        return response.StatusCode;
    }

    public async Task<JsonElement> ReadAsync(string path)
    {
        using var response = await GetAsync(path);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>An instance that runs and waits for the event <c>go</c>.</summary>
    public async Task WaitingAsync(string id)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("Waiting", input: null, new Microsoft.DurableTask.StartOrchestrationOptions(id));
        await Client.WaitForInstanceStartAsync(id).WaitAsync(s_limit);
    }

    /// <summary>An instance that has ended.</summary>
    public async Task<OrchestrationMetadata> EndedAsync(string id, string orchestrator = "Echo", object? input = null)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new Microsoft.DurableTask.StartOrchestrationOptions(id));
        return await EndAsync(id);
    }

    public Task<OrchestrationMetadata> EndAsync(string id) =>
        Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(s_limit);

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
