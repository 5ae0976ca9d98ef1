using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Hosting;
using FunctionsEmulator.Hosting.Settings;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

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

    [Theory]
    [InlineData("urls", "http://", "http://")]
    [InlineData("urls", "7071", "7071")]
    [InlineData("urls", "http://*:x", "http://*:x")]
    [InlineData("urls", "http://127.0.0.1:7071;127.0.0.1:7072", "127.0.0.1:7072")]
    [InlineData("urls", "http://127.0.0.1:99999", "http://127.0.0.1:99999")]
    [InlineData("urls", "http://127.0.0.1:-1", "http://127.0.0.1:-1")]
    [InlineData("urls", "http://127.0.0.1:7071/api", "http://127.0.0.1:7071/api")]
    [InlineData("urls", "ftp://127.0.0.1:7071", "ftp://127.0.0.1:7071")]
    [InlineData("http_ports", "x", "http://*:x")]
    [InlineData("ASPNETCORE_URLS", "localhost", "localhost")]
    [InlineData("Kestrel:Endpoints:Odd:Url", "here", "here")]
    public void RequireValid_NotAnAddress_IsOneLineThatNamesIt(string setting, string value, string wrong)
    {
        var error = Assert.Throws<HostStartException>(() => HostUrls.RequireValid(Of(setting, value)));

        Assert.StartsWith($"'{wrong}' is not an address to listen at", error.Message, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("urls", "http://*:7071;http://+:0;https://[::1]:7071")]
    [InlineData("urls", "http://127.0.0.1")]
    [InlineData("urls", "http://unix:/run/fanout.sock")]
    [InlineData("http_ports", "8080;8081")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:7071/")]
    public void RequireValid_Addresses_AreLeftAlone(string setting, string value) => HostUrls.RequireValid(Of(setting, value));

    [Theory]
    [InlineData("http://")]
    [InlineData("7071")]
    [InlineData("http://*:x")]
    public async Task Start_NotAnAddress_IsRefusedBeforeAnythingStarts(string url)
    {
        var journal = new ObservedJournal();

        await Assert.ThrowsAsync<HostStartException>(() => TestHost.StartAsync(
            typeof(HelloSample), builder => builder.Services.AddSingleton<IJournalStore>(_ => journal), url));

        Assert.False(journal.IsOpened);
    }

    [Theory]
    [InlineData("http://localhost:0")]
    [InlineData("http://192.0.2.1:0")]
    public async Task Start_WhereKestrelCannotListen_IsOneLine(string url)
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => TestHost.StartAsync(typeof(HelloSample), SetKeys, url));

        Assert.Contains("ASPNETCORE_URLS", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Start_BeyondLoopbackWithOneKey_IsRefused()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => TestHost.StartAsync(
            typeof(HelloSample), builder => builder.Configuration["FanOut:FunctionKey"] = "function", "http://0.0.0.0:0"));

        Assert.Contains("http://0.0.0.0:0", error.Message, StringComparison.Ordinal);
    }

    private static void SetKeys(FunctionsApplicationBuilder builder)
    {
        builder.Configuration["FanOut:FunctionKey"] = "function";
        builder.Configuration["FanOut:SystemKey"] = "system";
    }

    private static IConfiguration Of(string setting, string value) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { [setting] = value })
        .Build();
}
