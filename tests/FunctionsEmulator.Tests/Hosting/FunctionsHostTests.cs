using System.Net;
using System.Net.Sockets;
using Azure;
using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsEmulator.Tests.Hosting;

public sealed class FunctionsHostTests
{
    [Fact]
    public async Task Start_AnyPort_PrintsTheFunctionsWithTheAddressInUse()
    {
        await using var host = await TestHost.StartAsync(typeof(DurableSamples));

        Assert.DoesNotContain(":0", host.Address, StringComparison.Ordinal);
        Assert.Equal(
            [
                "Functions:",
                $"  Start: [POST] {host.Address}/api/start/{{orchestrator}}/{{input?}}",
                "  Double: activityTrigger",
                "  Doubling: orchestrationTrigger",
                "  Immediate: orchestrationTrigger",
                "  NoInput: orchestrationTrigger",
            ],
            host.Output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Start_InAnyFolder_WatchesNoneOfItsFiles()
    {
        await using var host = await TestHost.StartAsync(typeof(HelloSample));

        var files = ((IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>()).Providers.OfType<FileConfigurationProvider>();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.False(file.Source.ReloadOnChange));
    }

    [Fact]
    public async Task Start_PortTaken_IsOneLineWithThePort()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<HostStartException>(() => TestHost.StartAsync(typeof(HelloSample), url: $"http://127.0.0.1:{port}"));

        Assert.Contains($"127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Start_PortTaken_LetsGoOfTheTaskHub()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var journal = new ObservedJournal();

        await Assert.ThrowsAsync<HostStartException>(() => TestHost.StartAsync(
            typeof(HelloSample), builder => builder.Services.AddSingleton<IJournalStore>(_ => journal), $"http://{other.LocalEndpoint}"));

        Assert.Equal((true, true), (journal.IsOpened, journal.IsDisposed));
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Start_StorageRefuses_IsOneLineThatSaysWhy(Exception refusal, string expected)
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => TestHost.StartAsync(
            typeof(HelloSample), builder => builder.Services.AddSingleton<IJournalStore>(_ => new ObservedJournal(refusal))));

        Assert.Equal(expected, error.Message);
    }

    public static TheoryData<Exception, string> Refusals => new()
    {
        { new RequestFailedException("No entry.\nRequestId: 1"), "The storage of AzureWebJobsStorage cannot be used: No entry." },
        { new OwnershipLostException("Process 7 has it."), "Process 7 has it." },
    };

    [Fact]
    public async Task Start_UnexpectedFailure_LetsGoOfTheTaskHubAndIsThrownAsItIs()
    {
        var journal = new ObservedJournal(new InvalidDataException("unexpected"));

        await Assert.ThrowsAsync<InvalidDataException>(() => TestHost.StartAsync(
            typeof(HelloSample), builder => builder.Services.AddSingleton<IJournalStore>(_ => journal)));

        Assert.True(journal.IsDisposed);
    }

    [Fact]
    public async Task RoutePrefix_Empty_PutsFunctionsAtTheRoot()
    {
        await using var host = await TestHost.StartAsync(typeof(HelloSample), builder =>
            builder.Configuration["AzureFunctionsJobHost:extensions:http:routePrefix"] = "/");

        using var response = await host.GetAsync("/Hello");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains($"{host.Address}/Hello", host.Output.ToString(), StringComparison.Ordinal);
    }
}
