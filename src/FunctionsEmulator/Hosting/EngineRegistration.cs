using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Hosting.Settings;
using FunctionsEmulator.Hosting.Workers;
using FunctionsEmulator.Storage;
using FunctionsEmulator.Storage.Azurite;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsEmulator.Hosting;

/// <summary>How the host gets its durable engine.</summary>
internal static class EngineRegistration
{
    public const string StorageSetting = "AzureWebJobsStorage";

    private static readonly TimeSpan s_requestLimit = TimeSpan.FromSeconds(15);

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton(CreateJournal);
        services.AddSingleton(services => CreateOptions(services.GetRequiredService<HostSettings>()));
        services.AddSingleton(CreateEngine);
        services.AddSingleton<StorageMetering>();
        services.AddSingleton(CreateLauncher);

        // Kestrel's own service is always the last: no request is served before the engine is up.
        services.AddHostedService<EngineService>();
    }

    private static EngineOptions CreateOptions(HostSettings settings) => new()
    {
        HubName = settings.HubName,
        MaxConcurrentActivities = settings.MaxConcurrentActivityFunctions,
        MaxConcurrentOrchestrators = settings.MaxConcurrentOrchestratorFunctions,
        DefaultVersion = settings.DefaultVersion,
        VersionMatch = settings.VersionMatch,
        VersionFailure = settings.VersionFailure,
    };

    private static DurableEngine CreateEngine(IServiceProvider services) => new(
        services.GetRequiredService<TaskCatalog>(),
        services.GetRequiredService<IJournalStore>(),
        services.GetRequiredService<EngineOptions>(),
        CreateConverter(services),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILoggerFactory>());

    private static DataConverter CreateConverter(IServiceProvider services) =>
        services.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer! switch
        {
            // The same text, without the detour over bytes.
            DefaultSerializer json => new JsonDataConverter(json.Options),
            var serializer => new SerializerConverter(serializer),
        };

    private static IJournalStore CreateJournal(IServiceProvider services)
    {
        var connection = Connection(services.GetRequiredService<IConfiguration>());
        var hub = services.GetRequiredService<HostSettings>().HubName;
        // Appends are retried by the journal itself, which looks first whether a failed one was written.
        var options = new BlobClientOptions { Retry = { MaxRetries = 0, NetworkTimeout = s_requestLimit } };
        options.AddPolicy(services.GetRequiredService<StorageMetering>(), HttpPipelinePosition.PerCall);
        var name = $"{hub.ToLowerInvariant()}-journal";
        if (new BlobContainerClient(connection, name).Uri.IsLoopback)
        {
            // A proxy of the environment is for what is elsewhere.
            options.Transport = new HttpClientTransport(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
        }

        var container = new BlobContainerClient(connection, name, options);
        var clock = services.GetRequiredService<TimeProvider>();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger<BlobJournalStore>();
        return new BlobJournalStore(container, new TaskHubOwner(container, hub, clock, log), JournalMark.DefaultFolder, clock, log);
    }

    private static AzuriteLauncher CreateLauncher(IServiceProvider services) => new(
        new AzuriteOptions(DataDirectory.Resolve(services.GetRequiredService<IConfiguration>()[DataDirectory.Setting])),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<AzuriteLauncher>>());

    /// <summary>The host's storage: a local Azurite unless a setting names another.</summary>
    public static string Connection(IConfiguration configuration) =>
        configuration[StorageSetting] is { Length: > 0 } connection ? connection : "UseDevelopmentStorage=true";
}
