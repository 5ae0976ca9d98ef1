using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;
using FanOut.Callbacks;
using FanOut.Control;
using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Lists;
using FanOut.Results;
using FanOut.Telemetry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FanOut;

/// <summary>All wiring of the app.</summary>
public static class FanOutBuilder
{
    private const string HostStorage = "AzureWebJobsStorage";

    /// <summary>What the host uses where nothing else is set, as it is with the emulator.</summary>
    private const string LocalStorage = "UseDevelopmentStorage=true";

    /// <summary>Enough to keep Azurite busy; what waits here does not stand before the requests of others.</summary>
    private const int LocalWritesAtOnce = 4;

    public static FunctionsApplicationBuilder AddFanOut(this FunctionsApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddJobRequests();
        services.AddFetching();
        services.AddCallbacks();
        services.AddLists();
        builder.AddTelemetry();

        services.AddSingleton<StorageMeter>();
        services.AddSingleton(_ => new WriteGate(LocalWritesAtOnce));
        services.AddSingleton(provider => new JobBlobs(OpenStorage(provider, builder.Configuration[HostStorage] ?? LocalStorage)));
        services.AddSingleton<ControlStore>();
        services.AddSingleton<ControlWatcher>();
        services.AddSingleton<InputChunks>();
        services.AddSingleton<InputReader>();
        services.AddSingleton<InputWriter>();
        services.AddSingleton<PartStore>();
        services.AddSingleton<LanePartStore>();
        services.AddSingleton<WholeResults>();
        services.AddSingleton<ResultsAppender>();
        services.AddSingleton<RecordStore>();
        services.AddSingleton<DigestStore>();
        services.AddSingleton<RedriveList>();
        builder.UseMiddleware<AnswerHeaders>();
        builder.UseMiddleware<StorageOutage>();
        return builder;
    }

    private static BlobContainerClient OpenStorage(IServiceProvider services, string connectionString)
    {
        var settings = services.GetRequiredService<IOptions<JobSettings>>().Value;
        var options = new BlobClientOptions();
        options.AddPolicy(services.GetRequiredService<StorageMeter>(), HttpPipelinePosition.PerRetry);
        if ((settings.BlobServiceUri ?? new BlobServiceClient(connectionString).Uri).IsLoopback)
        {
            options.Transport = new HttpClientTransport(NewLocalHandler());
            options.AddPolicy(services.GetRequiredService<WriteGate>(), HttpPipelinePosition.PerRetry);
        }
        var account = settings.BlobServiceUri is { } uri
            ? new BlobServiceClient(uri, new DefaultAzureCredential(), options)
            : new BlobServiceClient(connectionString, options);
        return account.GetBlobContainerClient(settings.Container);
    }

    /// <summary>As the storage client makes its own, but for a proxy of the environment: nothing on this machine is behind that.</summary>
    private static SocketsHttpHandler NewLocalHandler() => new() { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 50 };
}
