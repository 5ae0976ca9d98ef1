using System.Net;

namespace FunctionsEmulator.Tests.Hosting;

public sealed class BrowserGuardTests
{
    [Theory]
    [InlineData("rebound.example", HttpStatusCode.BadRequest)]
    [InlineData("rebound.example:7071", HttpStatusCode.BadRequest)]
    [InlineData("192.0.2.1", HttpStatusCode.BadRequest)]
    [InlineData("localhost.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost:1", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]:7071", HttpStatusCode.OK)]
    public async Task Request_WithoutKeys_HasToNameThisMachine(string name, HttpStatusCode expected)
    {
        await using var host = await TestHost.StartAsync(typeof(HttpSamples));

        using var response = await SendAsync(host, request => request.Headers.Host = name);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("https://site.example")]
    [InlineData("http://localhost:1")]
    [InlineData("null")]
    public async Task Request_WithoutKeysFromAnotherOrigin_IsForbidden(string origin)
    {
        await using var host = await TestHost.StartAsync(typeof(HttpSamples));

        using var response = await SendAsync(host, request => request.Headers.Add("Origin", origin));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Seen"));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("FanOut__FunctionKey", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_FromTheHostsOwnPage_IsAnswered()
    {
        await using var host = await TestHost.StartAsync(typeof(HttpSamples));

        using var response = await SendAsync(host, request => request.Headers.Add("Origin", host.Address));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("function", "system", HttpStatusCode.OK)]
    [InlineData("function", null, HttpStatusCode.BadRequest)]
    [InlineData(null, "system", HttpStatusCode.BadRequest)]
    public async Task Request_AnotherHostName_IsAnsweredWhereBothKeysAreSet(string? function, string? system, HttpStatusCode expected)
    {
        await using var host = await TestHost.StartAsync(typeof(HttpSamples), builder =>
        {
            builder.Configuration["FanOut:FunctionKey"] = function;
            builder.Configuration["FanOut:SystemKey"] = system;
        });

        using var response = await SendAsync(host, request => request.Headers.Host = "fanout.example");

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("/nowhere", true)]
    [InlineData("/api/Throws", true)]
    [InlineData("/runtime/webhooks/durabletask/instances", true)]
    [InlineData("/api/Nothing", false)]
    public async Task Answer_OfTheHostItself_LetsABrowserDoNothingWithIt(string path, bool own)
    {
        await using var host = await TestHost.StartAsync(typeof(HttpSamples));

        using var response = await host.GetAsync(path);

        foreach (var name in new[] { "X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy" })
        {
            Assert.Equal(own, response.Headers.Contains(name));
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(TestHost host, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/Nothing", UriKind.Relative));
        change(request);
        return await host.Client.SendAsync(request);
    }
}
