using System.Net;
using Microsoft.Extensions.Configuration;

namespace FunctionsEmulator.Tests.Hosting;

public sealed class FunctionKeyTests
{
    [Theory]
    [InlineData("/api/ByName", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/ByName", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/api/ByName", "function", HttpStatusCode.OK)]
    [InlineData("/api/ByName", "system", HttpStatusCode.OK)]
    [InlineData("/api/ByName?code=function", null, HttpStatusCode.OK)]
    [InlineData("/api/ByName?code=function", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/api/SystemOnly", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/SystemOnly", "function", HttpStatusCode.Unauthorized)]
    [InlineData("/api/SystemOnly", "system", HttpStatusCode.OK)]
    [InlineData("/api/Nothing", null, HttpStatusCode.OK)]
    public async Task Request_BothKeysSet_NeedsTheOneOfItsLevel(string path, string? key, HttpStatusCode expected) =>
        Assert.Equal(expected, await CallAsync(path, key, function: "function", system: "system"));

    [Theory]
    [InlineData("/api/ByName", null, null, HttpStatusCode.OK)]
    [InlineData("/api/SystemOnly", null, null, HttpStatusCode.OK)]
    [InlineData("/api/SystemOnly", "function", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/ByName", null, "system", HttpStatusCode.OK)]
    public async Task Request_WithoutAKey_DependsOnWhichAreSet(string path, string? function, string? system, HttpStatusCode expected) =>
        Assert.Equal(expected, await CallAsync(path, key: null, function, system));

    private static async Task<HttpStatusCode> CallAsync(string path, string? key, string? function, string? system)
    {
        await using var host = await TestHost.StartAsync(typeof(HttpSamples), builder =>
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["FanOut:FunctionKey"] = function,
                ["FanOut:SystemKey"] = system,
            }));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        using var response = await host.Client.SendAsync(request);
        return response.StatusCode;
    }
}
