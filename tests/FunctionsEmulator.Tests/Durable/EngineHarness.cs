using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>An engine over a journal in memory, with orchestrators and activities given as delegates.</summary>
internal sealed class EngineHarness(EngineMode mode = EngineMode.InMemory, TimeProvider? clock = null, ILoggerFactory? loggers = null) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TaskCatalog _catalog = new();
    private readonly MemoryJournalStore _journal = new();
    private readonly SemaphoreSlim _oneRestart = new(1);
    private EngineOptions _options = new();
    private EngineSession? _session;
    private SessionClient? _client;
    private bool _disposed;

    public DurableEngine Engine => Session.Engine;
    public DurableTaskClient Client => _client ??= new SessionClient(() => Session);
    public TaskCatalog Catalog => _catalog;

    private EngineSession Session => Volatile.Read(ref _session) ?? throw new InvalidOperationException("The engine has not been started.");

    public EngineHarness Orchestrator<TIn, TOut>(string name, Func<TaskOrchestrationContext, TIn?, Task<TOut>> code)
    {
        _catalog.Orchestrators[name] = async context => await code(context, context.GetInput<TIn>());
        return this;
    }

    public EngineHarness Activity<TIn, TOut>(string name, Func<TIn?, Task<TOut>> code)
    {
        _catalog.Activities[name] = async call => await code(call.Input is null ? default : call.Converter.Deserialize<TIn>(call.Input));
        return this;
    }

    public EngineHarness Activity<TIn, TOut>(string name, Func<TIn?, TOut> code) => Activity<TIn, TOut>(name, input => Task.FromResult(code(input)));

    public async Task<EngineHarness> StartAsync(EngineOptions? options = null)
    {
        _options = (options ?? new EngineOptions()) with
        {
            ReplayEveryTurn = mode == EngineMode.ReplayEveryTurn,
            DeliverTwice = mode == EngineMode.DeliverTwice,
        };
        Adopt(await OpenAsync());
        return this;
    }

    /// <summary>Drops the engine as a crash would, what is not in its journal with it, and starts another on that journal.</summary>
    public Task RestartAsync() => RestartAsync(Session);

    /// <summary>The same, with another host.json.</summary>
    public Task RestartAsync(Func<EngineOptions, EngineOptions> change)
    {
        _options = change(_options);
        return RestartAsync(Session);
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null) =>
        await WaitAsync(await Client.ScheduleNewOrchestrationInstanceAsync(name, input));

    /// <summary>Waits for the end of an instance.</summary>
    public Task<OrchestrationMetadata> WaitAsync(string id) =>
        Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(s_patience);

    /// <summary>Waits until an instance looks as described.</summary>
    public async Task<OrchestrationMetadata> WaitUntilAsync(string id, Func<OrchestrationMetadata, bool> isReached)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var session = Session;
            // Nothing tells when a child comes to be, which is a turn of its parent away.
            var changed = session.Engine.Instances.Find(id)?.StateChanged ?? Task.CompletedTask;
            await Task.Yield();
            if (await session.Engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true) is { } found && isReached(found)) return found;
            await Task.WhenAny(changed, session.Next).WaitAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _oneRestart.WaitAsync();
        _disposed = true;
        _oneRestart.Release();
        if (_session is not null) await _session.Engine.DisposeAsync();
    }

    private async Task<EngineSession> OpenAsync()
    {
        var journal = new FencedJournal(_journal, fenceAfterTurn: mode == EngineMode.RecoverEveryTurn);
        var engine = new DurableEngine(
            _catalog, journal, _options, JsonDataConverter.Default, clock ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        return new EngineSession(engine, journal);
    }

    private void Adopt(EngineSession session)
    {
        Volatile.Write(ref _session, session);
        _ = RestartAfterTurnAsync(session);
    }

    private async Task RestartAfterTurnAsync(EngineSession session)
    {
        await session.Journal.TurnWritten;
        await RestartAsync(session);
    }

    private async Task RestartAsync(EngineSession lost)
    {
        await _oneRestart.WaitAsync();
        try
        {
            if (_disposed || lost != Session) return;
            // Lines that were handed over are written before a restart that a test asks for, as they are before a stop.
            if (mode != EngineMode.RecoverEveryTurn) await lost.Engine.Journal.DrainAsync();
            lost.Journal.Fence();
            await lost.Engine.StopAsync(new CancellationToken(canceled: true));
            await lost.Engine.DisposeAsync();
            var next = await OpenAsync();
            Adopt(next);
            lost.GiveWayTo(next);
        }
        finally
        {
            _oneRestart.Release();
        }
    }
}
