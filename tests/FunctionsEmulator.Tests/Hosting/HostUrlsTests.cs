using FunctionsEmulator.Hosting;
using FunctionsEmulator.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace FunctionsEmulator.Tests.Hosting;

public sealed class HostUrlsTests
{
    [Theory]
    [InlineData("urls", "http://0.0.0.0:7071")]
    [InlineData("urls", "http://127.0.0.1:7071;http://[::]:7071")]
    [InlineData("urls", "http://*:7071")]
    [InlineData("urls", "http://192.0.2.1:7071")]
    [InlineData("urls", "http://some.name:7071")]
    [InlineData("http_ports", "8080")]
    [InlineData("https_ports", "8443")]
    [InlineData("ASPNETCORE_URLS", "http://+:7071")]
    [InlineData("Kestrel:Endpoints:Open:Url", "http://0.0.0.0:7071")]
    public void RequireKeys_BeyondLoopback_RefusesInOneLineUnlessBothAreSet(string setting, string value)
    {
        var configuration = Of(setting, value);

        var error = Assert.Throws<HostStartException>(() => HostUrls.RequireKeysBeyondLoopback(configuration, keysSet: false));

        Assert.Contains("FanOut__FunctionKey and FanOut__SystemKey", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        HostUrls.RequireKeysBeyondLoopback(configuration, keysSet: true);
    }

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("urls", "http://127.0.0.1:0")]
    [InlineData("urls", "http://[::1]:0;http://localhost:7071")]
    [InlineData("urls", "http://unix:/run/fanout.sock")]
    [InlineData("ASPNETCORE_URLS", "http://127.8.8.8:7071")]
    public void RequireKeys_OnLoopback_AsksForNone(string setting, string value) =>
        HostUrls.RequireKeysBeyondLoopback(Of(setting, value), keysSet: false);

    [Fact]
    public async Task Start_BeyondLoopbackWithOneKey_IsRefused()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => TestHost.StartAsync(
            typeof(HelloSample), builder => builder.Configuration["FanOut:FunctionKey"] = "function", "http://0.0.0.0:0"));

        Assert.Contains("http://0.0.0.0:0", error.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Of(string setting, string value) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { [setting] = value })
        .Build();
}
