using FanOut.Cli.Jobs;
using FunctionsEmulator.Hosting;
using FunctionsEmulator.Storage.Azurite;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FanOut.Cli.Hosting;

/// <summary>The Functions app in this process, on a free port and with a storage of its own.</summary>
internal sealed class AppHost : IAsyncDisposable
{
    private const string Container = "fanout";
    // Where the host logs, with its stack, what AppStartException says in one line.
    private const string StartFailures = "Microsoft.Extensions.Hosting.Internal.Host";
    private readonly IHost _host;
    private readonly DataFolder _folder;
    private readonly string _taskHub;

    private AppHost(IHost host, DataFolder folder, string taskHub)
    {
        _host = host;
        _taskHub = taskHub;
        _folder = folder;
        BaseAddress = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri BaseAddress { get; }

    public string WhereResultsAre(JobSnapshot job) => $"""
        blob {Container}/{job.Id}/results.ndjson, kept in {_folder.Path}
        To look at them later: FanOut__DataDirectory={_folder.Path} TASKHUB_NAME={_taskHub} dotnet run --project src/FanOut
                               curl http://127.0.0.1:7071/api/jobs/{job.Id}/results
        """;

    /// <param name="allowedNetworks">What the egress guard lets through, instead of what the environment says; empty leaves that as it is.</param>
    public static async Task<AppHost> StartAsync(IReadOnlyList<string> allowedNetworks, CancellationToken cancellationToken)
    {
        // Its own: an earlier run that was killed must not be taken up again, for what it fetched from may be gone.
        var taskHub = $"cli{DateTimeOffset.UtcNow:yyyyMMddHHmmssfff}";
        DataFolder? folder = null;
        IHost? host = null;
        try
        {
            folder = DataFolder.Take(DataDirectory.Resolve(Environment.GetEnvironmentVariable("FanOut__DataDirectory")));
            host = Build(Settings(folder, taskHub, allowedNetworks));
            await host.StartAsync(cancellationToken);
            return new AppHost(host, folder, taskHub);
        }
        catch (Exception e)
        {
            // With this one the host has let go of everything by itself.
            if (host is not null && e is not HostStartException)
                await StopAsync(host);
            folder?.Dispose();
            if (e is OperationCanceledException)
                throw;
            throw new AppStartException(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_host);
        _folder.Dispose();
    }

    private static async Task StopAsync(IHost host)
    {
        await host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private static IHost Build(Dictionary<string, string?> settings)
    {
        // As a guest in this process, the app must not print its functions to standard output or end the process.
        var builder = new FunctionsApplicationBuilder([], FunctionsApp.Of(typeof(FanOutBuilder).Assembly));
        builder.Configuration.AddInMemoryCollection(settings);
        builder.ConfigureFunctionsWebApplication();
        builder.AddFanOut();
        builder.Services.AddSingleton<IHostLifetime, UnattendedLifetime>();
        // Standard output belongs to the results, and what the job says is shown as progress.
        builder.Logging.ClearProviders()
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddFilter((category, level) => level >= LogLevel.Error && category is not StartFailures);
        return builder.Build();
    }

    private static Dictionary<string, string?> Settings(DataFolder folder, string taskHub, IReadOnlyList<string> allowedNetworks)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["AzureWebJobsStorage"] = AzuriteEndpoint.ConnectionString(FreePort.Next()),
            ["TASKHUB_NAME"] = taskHub,
            ["FanOut:DataDirectory"] = folder.Path,
            ["FanOut:Container"] = Container,
            // Those in the environment are for an app that others call.
            ["FanOut:BlobServiceUri"] = null,
            ["FanOut:FunctionKey"] = null,
            ["FanOut:SystemKey"] = null,
        };
        if (allowedNetworks.Count > 0)
            settings["FanOut:AllowedNetworks"] = string.Join(',', allowedNetworks);
        return settings;
    }
}
