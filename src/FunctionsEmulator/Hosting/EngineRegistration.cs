using Azure.Storage.Blobs;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Hosting.Settings;
using FunctionsEmulator.Storage;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Hosting;

/// <summary>How the host gets its durable engine.</summary>
internal static class EngineRegistration
{
    private const string StorageSetting = "AzureWebJobsStorage";

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton(CreateJournal);
        services.AddSingleton(services => CreateOptions(services.GetRequiredService<HostSettings>()));
        services.AddSingleton(CreateEngine);

        // Kestrel's own service is always the last: no request is served before the engine is up.
        services.AddHostedService<EngineService>();
    }

    private static EngineOptions CreateOptions(HostSettings settings) => new()
    {
        HubName = settings.HubName,
        MaxConcurrentActivities = settings.MaxConcurrentActivityFunctions,
        MaxConcurrentOrchestrators = settings.MaxConcurrentOrchestratorFunctions,
    };

    private static DurableEngine CreateEngine(IServiceProvider services) => new(
        services.GetRequiredService<TaskCatalog>(),
        services.GetRequiredService<IJournalStore>(),
        services.GetRequiredService<EngineOptions>(),
        new JsonDataConverter(new System.Text.Json.JsonSerializerOptions()),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILoggerFactory>());

    private static IJournalStore CreateJournal(IServiceProvider services)
    {
        var connection = services.GetRequiredService<IConfiguration>()[StorageSetting];
        if (string.IsNullOrEmpty(connection))
        {
            throw new HostStartException($"The setting {StorageSetting} is missing; UseDevelopmentStorage=true is what local development needs.");
        }

        var hub = services.GetRequiredService<HostSettings>().HubName;
        var container = new BlobContainerClient(connection, $"{hub.ToLowerInvariant()}-journal");
        var clock = services.GetRequiredService<TimeProvider>();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger<BlobJournalStore>();
        return new BlobJournalStore(container, new TaskHubOwner(container, hub, clock, log), clock, log);
    }
}
