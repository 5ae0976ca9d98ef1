using System.Net;
using System.Net.Sockets;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>The real client and worker, and the real engine behind them, with its instances in memory.</summary>
internal sealed class EngineHarness(EngineMode mode = EngineMode.InMemory, TimeProvider? clock = null, ILoggerFactory? loggers = null) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(20);

    private readonly List<Action<DurableTaskRegistry>> _tasks = [];
    private DurableTaskTestHost? _host;

    public DurableTaskClient Client => _host?.Client ?? throw new InvalidOperationException("The engine has not been started.");

    /// <summary>What a case was written for: not used here.</summary>
    public (EngineMode Mode, TimeProvider? Clock) Wanted => (mode, clock);

    public EngineHarness Orchestrator<TIn, TOut>(string name, Func<TaskOrchestrationContext, TIn?, Task<TOut>> code)
    {
        _tasks.Add(registry => registry.AddOrchestrator(name, () => new DelegateOrchestrator<TIn, TOut>(code)));
        return this;
    }

    public EngineHarness Activity<TIn, TOut>(string name, Func<TIn?, Task<TOut>> code)
    {
        _tasks.Add(registry => registry.AddActivity(name, new DelegateActivity<TIn, TOut>(code)));
        return this;
    }

    public EngineHarness Activity<TIn, TOut>(string name, Func<TIn?, TOut> code) => Activity<TIn, TOut>(name, input => Task.FromResult(code(input)));

    public async Task<EngineHarness> StartAsync(EngineOptions? options = null)
    {
        _host = await DurableTaskTestHost.StartAsync(
            registry => _tasks.ForEach(add => add(registry)),
            new DurableTaskTestHostOptions { Port = FreePort(), LoggerFactory = loggers ?? NullLoggerFactory.Instance });
        return this;
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null) =>
        await WaitAsync(await Client.ScheduleNewOrchestrationInstanceAsync(name, input));

    public Task<OrchestrationMetadata> WaitAsync(string id) =>
        Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(s_patience);

    /// <summary>Waits until an instance looks as described.</summary>
    public async Task<OrchestrationMetadata> WaitUntilAsync(string id, Func<OrchestrationMetadata, bool> isReached)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var poll = new PeriodicTimer(s_pollInterval);
        while (true)
        {
            if (await Client.GetInstanceAsync(id, getInputsAndOutputs: true, patience.Token) is { } found && isReached(found)) return found;
            await poll.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>What a case asks for to show that nothing is lost. The real instances are in memory, and go on.</summary>
    public Task RestartAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
