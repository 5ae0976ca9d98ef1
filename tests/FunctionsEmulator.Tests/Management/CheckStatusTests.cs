using System.Net;
using System.Net.Http.Json;
using FunctionsEmulator.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Moq;

namespace FunctionsEmulator.Tests.Management;

public sealed class CheckStatusTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(typeof(CheckStatusSamples), builder => builder.Configuration["FanOut:SystemKey"] = "a key");

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("", HttpStatusCode.Accepted)]
    [InlineData("&status=200", HttpStatusCode.OK)]
    public async Task CheckStatusResponse_OfAStart_HasUrlsThatWork(string query, HttpStatusCode expected)
    {
        using var response = await _host.SendAsync(HttpMethod.Post, "/api/Begin?id=my%20id" + query);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        var payload = (await response.Content.ReadFromJsonAsync<Dictionary<string, string?>>())!;
        Assert.Equal("my id", payload["Id"]);
        Assert.Equal($"{_host.Address}/runtime/webhooks/durabletask/instances/my%20id?taskHub=sampleapp&connection=Storage&code=a%20key", payload["StatusQueryGetUri"]);
        Assert.Equal(payload["StatusQueryGetUri"], response.Headers.Location?.OriginalString);
        using var status = await _host.Client.GetAsync(response.Headers.Location);
        Assert.True(status.IsSuccessStatusCode, status.ToString());
    }

    [Fact]
    public async Task ManagementPayload_WithoutARequest_IsAtTheHostsOwnAddress() => Assert.Equal(
        $"{_host.Address}/runtime/webhooks/durabletask/instances/one?taskHub=sampleapp&connection=Storage&code=a%20key",
        await _host.Client.GetStringAsync(new Uri("/api/Where?id=one", UriKind.Relative)));

    [Fact]
    public void ManagementPayload_OfAClientWithoutAHost_IsRefused()
    {
        var client = new Mock<DurableTaskClient>("none");

        Assert.Throws<InvalidOperationException>(() => client.Object.CreateHttpManagementPayload("one"));
    }
}
