using System.Diagnostics;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Hosting;
using FunctionsEmulator.Storage.Azurite;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Throughput;

/// <summary>The whole host, over an Azurite that it starts itself, with nothing to do but one request at a time.</summary>
internal sealed class IdleHost : IAsyncDisposable
{
    /// <summary>What is written a little later is written by then.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(100);

    private readonly IHost _host;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;

    private IdleHost(IHost host, DirectoryInfo folder)
    {
        _host = host;
        _folder = folder;
        _http = new HttpClient { BaseAddress = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    public static async Task<IdleHost> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("throughput-");
        var app = new FunctionsApp("Throughput", [typeof(HostFunctions)], folder.FullName, OwnsProcess: false);
        var builder = new FunctionsApplicationBuilder(["--urls", "http://127.0.0.1:0"], app);
        builder.Configuration["AzureWebJobsStorage"] = AzuriteEndpoint.ConnectionString(FreePort.Next());
        builder.Configuration[DataDirectory.Setting] = folder.FullName;
        builder.Logging.ClearProviders();
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new IdleHost(host, folder);
    }

    /// <summary>From before the request is sent, to the first line of the activity and to the answer.</summary>
    public async Task<(TimeSpan Activity, TimeSpan Answer)> PostAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(s_rest, cancellationToken);
        var started = HostFunctions.Expect();
        var start = Stopwatch.GetTimestamp();
        using var response = await _http.PostAsync(new Uri("/api/Start", UriKind.Relative), content: null, cancellationToken);
        var answered = Stopwatch.GetTimestamp();
        response.EnsureSuccessStatusCode();
        var activity = await started.WaitAsync(cancellationToken);
        var id = await response.Content.ReadAsStringAsync(cancellationToken);
        await _host.Services.GetRequiredService<DurableEngine>().Client.WaitForInstanceCompletionAsync(id, cancellationToken);
        return (Stopwatch.GetElapsedTime(start, activity), Stopwatch.GetElapsedTime(start, answered));
    }

    /// <summary>From before a request is sent, to the answer of a function that does nothing: what the machine alone makes slow, is slow here too.</summary>
    public async Task<TimeSpan> PingAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(s_rest, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        using var response = await _http.PostAsync(new Uri("/api/Ping", UriKind.Relative), content: null, cancellationToken);
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(start);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
