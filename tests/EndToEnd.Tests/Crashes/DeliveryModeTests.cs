using EndToEnd.Tests.App;
using FanOut;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.Crashes;

/// <summary>The whole app on an engine that is as mean as the real ones may be: same job, same results.</summary>
public sealed class DeliveryModeTests : CrashScene
{
    private const int Total = 120;

    [Fact]
    public async Task Job_EverythingDeliveredTwice_HasTheResultsOfAPlainRun()
    {
        var plain = await RunAsync("plain", options => options);
        Assert.Equal(0, Site.Repeats);

        var twice = await RunAsync("twice", options => options with { DeliverTwice = true });

        Assert.Equal(plain, twice);
        Assert.InRange(Site.Repeats, Total * 2, int.MaxValue);
    }

    [Fact]
    public async Task Job_EveryTurnReplayed_HasTheResultsOfAPlainRun()
    {
        var plain = await RunAsync("plain", options => options);

        var replayed = await RunAsync("replayed", options => options with { ReplayEveryTurn = true });

        Assert.Equal(plain, replayed);
    }

    /// <summary>What must be the same in every run: each record but for its times.</summary>
    private async Task<List<string>> RunAsync(string name, Func<EngineOptions, EngineOptions> change)
    {
        var builder = new FunctionsApplicationBuilder([], FunctionsApp.Of(typeof(FanOutBuilder).Assembly));
        builder.Configuration.AddInMemoryCollection(
        [
            new("urls", "http://127.0.0.1:0"),
            new("AzureWebJobsStorage", Azurite.ConnectionString),
            new("TASKHUB_NAME", name),
            new("FanOut:Container", name),
            new("FanOut:AllowedNetworks", "127.0.0.0/8"),
            new("FanOut:AllowedPorts", "*"),
        ]);
        builder.ConfigureFunctionsWebApplication();
        builder.AddFanOut();
        builder.Logging.ClearProviders();
        var plain = builder.Services.Last(service => service.ServiceType == typeof(EngineOptions)).ImplementationFactory!;
        builder.Services.AddSingleton(services => change((EngineOptions)plain(services)));
        await using var host = (IAsyncDisposable)builder.Build();
        await ((IHost)host).StartAsync();
        try
        {
            var addresses = ((IHost)host).Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            using var api = new JobApi(new Uri(addresses.Single()));
            var job = await api.RunAsync(Site.Urls(Total).Append("http://no dots").Append("ftp://127.0.0.1/"), new { maxConcurrency = 20, batchSize = 7 });
            Assert.Equal("partial", job.Text("status"));
            return [.. (await api.RecordsAsync(job)).Select(record =>
                $"{record.Number("index")} {record.Text("url")} {record.Text("outcome")} {record.Get("statusCode")} {record.Get("sha256")} {record.Get("title")} {record.Number("attempts")}")];
        }
        finally
        {
            await ((IHost)host).StopAsync();
        }
    }
}
