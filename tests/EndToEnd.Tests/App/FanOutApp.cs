using Azure.Storage.Blobs;
using FanOut;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.App;

/// <summary>The app as its own process would run it, in this one: on a free port, with a task hub and a container of its own.</summary>
public sealed class FanOutApp : IAsyncDisposable
{
    private readonly IHost _host;

    private FanOutApp(IHost host, BlobContainerClient container)
    {
        _host = host;
        Container = container;
        BaseAddress = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Api = new JobApi(BaseAddress);
    }

    public Uri BaseAddress { get; }
    public JobApi Api { get; }
    public BlobContainerClient Container { get; }

    /// <param name="storage">Connection string of the storage.</param>
    /// <param name="name">Of task hub and container; lower-case letters and digits.</param>
    /// <param name="settings">In addition to a guard that lets loopback through, or instead of it.</param>
    public static Task<FanOutApp> StartAsync(string storage, string name, params (string Name, string? Value)[] settings) =>
        StartAsync(storage, name, TimeProvider.System, settings);

    public static async Task<FanOutApp> StartAsync(string storage, string name, TimeProvider clock, params (string Name, string? Value)[] settings)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(
        [
            new("urls", "http://127.0.0.1:0"),
            new("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            new("AzureWebJobsStorage", storage),
            new("TASKHUB_NAME", name),
            new("FanOut:Container", name),
            new("FanOut:AllowedNetworks", "127.0.0.0/8"),
            new("FanOut:AllowedPorts", "*"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)));
        builder.Services.AddSingleton(clock);
        builder.ConfigureFunctionsWebApplication();
        builder.AddFanOut();
        builder.Logging.ClearProviders();
        var host = builder.Build();
        await host.StartAsync();
        return new FanOutApp(host, new BlobServiceClient(storage).GetBlobContainerClient(name));
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
