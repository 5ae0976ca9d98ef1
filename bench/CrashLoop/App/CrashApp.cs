using Azure.Core;
using Azure.Storage.Blobs;
using FanOut;
using FanOut.Results;
using FunctionsEmulator.Durable.Journal;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrashLoop.App;

/// <summary>FanOut's own app and the orchestrations of this program, with the kill points put in.</summary>
internal static class CrashApp
{
    public const string Verb = "app";

    /// <summary>What the driver tells the app beside the app's own settings.</summary>
    public const string PointVariable = "CRASH_POINT", PassesVariable = "CRASH_PASSES", WitnessVariable = "CRASH_WITNESS";

    /// <summary>Which life of the app it is: what it calls itself when it fetches, and as a witness of its activities.</summary>
    public const string LifeVariable = "FanOut__UserAgent";

    public static int Run()
    {
        var killer = new Killer(Enum.Parse<KillPoint>(Read(PointVariable)), int.Parse(Read(PassesVariable), null));
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.AddFanOut();
        var steps = new StepCount();
        builder.Services.AddSingleton(killer);
        builder.Services.AddSingleton(steps);
        builder.Services.AddSingleton(new WitnessClient(new Uri(Read(WitnessVariable)), Read(LifeVariable)));
        builder.UseMiddleware<KillAfterFetch>();
        builder.UseMiddleware<KillAtStep>();
        PutIntoJournal(builder.Services, killer, steps);
        builder.Services.AddSingleton(services => Blobs(services, killer, steps));
        builder.Build().Run();
        return 0;
    }

    public static string Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) ?? throw new InvalidOperationException($"{variable} is not set; this verb is for the driver.");

    private static void PutIntoJournal(IServiceCollection services, Killer killer, StepCount steps)
    {
        var inner = services.Last(service => service.ServiceType == typeof(IJournalStore)).ImplementationFactory!;
        services.AddSingleton<IJournalStore>(provider => new KillingJournal((IJournalStore)inner(provider), killer, steps));
    }

    private static JobBlobs Blobs(IServiceProvider services, Killer killer, StepCount steps)
    {
        var options = new BlobClientOptions();
        options.AddPolicy(services.GetRequiredService<StorageMeter>(), HttpPipelinePosition.PerRetry);
        options.AddPolicy(new KillingUploads(killer, steps), HttpPipelinePosition.PerRetry);
        return new JobBlobs(new BlobContainerClient(Read("AzureWebJobsStorage"), Read("FanOut__Container"), options));
    }
}
