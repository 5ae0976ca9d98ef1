using System.Net.Http.Json;
using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Tests.Hosting;

/// <summary>A host on a port of its own, with a journal in memory and settings files of its own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    /// <summary>An account that no request is made to: the journal is in memory, and nothing local has to be started.</summary>
    private const string NoStorage = "DefaultEndpointsProtocol=https;AccountName=none;AccountKey=AAAA;EndpointSuffix=example.invalid";

    private readonly IHost _host;
    private readonly SettingsFolder _folder;

    private TestHost(IHost host, SettingsFolder folder, StringWriter output)
    {
        _host = host;
        _folder = folder;
        Output = output;
        Client = new HttpClient { BaseAddress = new Uri(Address) };
    }

    public HttpClient Client { get; }

    public StringWriter Output { get; }

    public IServiceProvider Services => _host.Services;

    public string Address => _host.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    public static async Task<TestHost> StartAsync(
        Type functions, Action<FunctionsApplicationBuilder>? configure = null, string url = "http://127.0.0.1:0")
    {
        var folder = new SettingsFolder();
        var output = new StringWriter();
        var app = new FunctionsApp("Sample.App", [functions], folder.Path, OwnsProcess: false) { Output = output };
        var builder = new FunctionsApplicationBuilder(["--urls", url], app);
        builder.Configuration["AzureWebJobsStorage"] = NoStorage;
        builder.Services.AddSingleton<IJournalStore>(new MemoryJournalStore());
        builder.Logging.ClearProviders();
        configure?.Invoke(builder);
        var host = builder.Build();
        await host.StartAsync();
        return new TestHost(host, folder, output);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) =>
        Client.SendAsync(new HttpRequestMessage(method, new Uri(path, UriKind.Relative)));

    public Task<T?> ReadAsync<T>(string path) => Client.GetFromJsonAsync<T>(new Uri(path, UriKind.Relative));

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        await Output.DisposeAsync();
        _folder.Dispose();
    }
}
