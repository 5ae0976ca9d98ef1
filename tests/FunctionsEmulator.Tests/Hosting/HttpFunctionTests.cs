using System.Net;
using System.Net.Http.Json;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsEmulator.Tests.Hosting;

public sealed class HttpFunctionTests : IAsyncLifetime
{
    private readonly CancellationSignals _signals = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(typeof(HttpSamples), Configure);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Request_ActionResult_IsCamelCaseUnderTheFunctionsName()
    {
        using var response = await _host.GetAsync("/api/ByName");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"camelCase":"GET"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Request_MinimalResult_IsWritten()
    {
        using var response = await _host.GetAsync("/api/minimal");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("""{"found":"/api/minimal"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/Plain", HttpStatusCode.OK)]
    [InlineData("/api/Nothing", HttpStatusCode.OK)]
    [InlineData("/api/Throws", HttpStatusCode.InternalServerError)]
    [InlineData("/api/OwnStatus", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/api/missing", HttpStatusCode.NotFound)]
    [InlineData("/api/items/word", HttpStatusCode.NotFound)]
    [InlineData("/api/words/ABC1", HttpStatusCode.NotFound)]
    public async Task Request_NoResultToWrite_HasAnEmptyBody(string path, HttpStatusCode status)
    {
        using var response = await _host.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("POST", "/api/ByName")]
    [InlineData("PUT", "/api/items/1")]
    public async Task Request_WrongVerb_IsNotFound(string method, string path)
    {
        using var response = await _host.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Request_TriggerWithoutVerbs_TakesAny(string method)
    {
        using var response = await _host.SendAsync(new HttpMethod(method), "/api/Nothing");

        Assert.Equal(method, Assert.Single(response.Headers.GetValues("Seen")));
    }

    [Theory]
    [InlineData("GET", "/api/items/7", "GET 7 all")]
    [InlineData("GET", "/api/items/7/price", "GET 7 price")]
    [InlineData("DELETE", "/api/items/7", "DELETE 7")]
    public async Task Request_RouteValues_ReachTheParametersOfTheirNames(string method, string path, string expected)
    {
        using var response = await _host.SendAsync(new HttpMethod(method), path);

        Assert.Equal(expected, string.Join(' ', (await response.Content.ReadFromJsonAsync<string[]>())!));
    }

    [Fact]
    public async Task BodyLimit_Lifted_EndsAtTheHostsOwn()
    {
        var limits = await _host.ReadAsync<List<long>>("/api/BodyLimit");

        Assert.Equal([30_000_000, 104_857_600], limits!);
    }

    [Fact]
    public async Task Request_CallerLeaves_CancelsTheFunction()
    {
        using var leave = new CancellationTokenSource();
        var call = _host.Client.GetAsync(new Uri("/api/Cancelled", UriKind.Relative), leave.Token);
        await _signals.Entered.Task;

        await leave.CancelAsync();

        await _signals.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Request_HostStops_CancelsTheFunctionAndIsUnavailable()
    {
        var call = _host.GetAsync("/api/Cancelled");
        await _signals.Entered.Task;

        await _host.StopAsync();

        using var response = await call;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    private void Configure(FunctionsApplicationBuilder builder) => builder.Services.AddSingleton(_signals);
}
