using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace RealEngine;

/// <summary>The real client and worker, and the real engine behind them, with its instances in memory.</summary>
internal sealed class Hub : IAsyncDisposable
{
    private static readonly string[] s_cities = ["Tokyo", "Seattle", "London"];

    private readonly DurableTaskTestHost _host;

    private Hub(DurableTaskTestHost host) => _host = host;

    public static async Task<Hub> StartAsync(CancellationToken cancellationToken) => new(await DurableTaskTestHost.StartAsync(
        Register, new DurableTaskTestHostOptions { Port = FreePort(), LoggerFactory = NullLoggerFactory.Instance }, cancellationToken));

    public async Task<TimeSpan> FanOutAsync(int activities, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await RunAsync("FanOut", activities, cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }

    public async Task<TimeSpan> SequencesAsync(int instances, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, instances).Select(_ => RunAsync("Sequence", null, cancellationToken)));
        return Stopwatch.GetElapsedTime(start);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static void Register(DurableTaskRegistry registry)
    {
        registry.AddOrchestratorFunc<int, int>("FanOut", async (context, activities) =>
            (await Task.WhenAll(Enumerable.Range(0, activities).Select(i => context.CallActivityAsync<int>("Echo", i)))).Length);
        registry.AddOrchestratorFunc("Sequence", async context =>
        {
            var greetings = new List<string>();
            foreach (var city in s_cities) greetings.Add(await context.CallActivityAsync<string>("Hello", city));
            return greetings;
        });
        registry.AddActivityFunc<int, int>("Echo", (_, number) => number);
        registry.AddActivityFunc<string, string>("Hello", (_, city) => $"Hello {city}!");
    }

    private async Task RunAsync(string name, object? input, CancellationToken cancellationToken)
    {
        var id = await _host.Client.ScheduleNewOrchestrationInstanceAsync(name, input, cancellation: cancellationToken);
        var ended = await _host.Client.WaitForInstanceCompletionAsync(id, cancellationToken);
        if (ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed) throw new InvalidOperationException($"{name} ended as {ended.RuntimeStatus}.");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
