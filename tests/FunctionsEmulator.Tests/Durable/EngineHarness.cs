using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>An engine over a journal in memory, with orchestrators and activities given as delegates.</summary>
internal sealed class EngineHarness(EngineMode mode = EngineMode.InMemory, TimeProvider? clock = null) : IAsyncDisposable
{
    private readonly TaskCatalog _catalog = new();
    private readonly MemoryJournalStore _journal = new();
    private DurableEngine? _engine;

    public DurableEngine Engine => _engine ?? throw new InvalidOperationException("The engine has not been started.");
    public DurableTaskClient Client => Engine.Client;
    public TaskCatalog Catalog => _catalog;

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
        options = (options ?? new EngineOptions()) with
        {
            ReplayEveryTurn = mode == EngineMode.ReplayEveryTurn,
            DeliverTwice = mode == EngineMode.DeliverTwice,
        };
        _engine = new DurableEngine(_catalog, _journal, options, JsonDataConverter.Default, clock ?? TimeProvider.System, NullLoggerFactory.Instance);
        await _engine.StartAsync(CancellationToken.None);
        return this;
    }

    /// <summary>Drops the engine as a crash would, what is not in its journal with it, and starts another on that journal.</summary>
    public async Task RestartAsync()
    {
        await Engine.DisposeAsync();
        await StartAsync();
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input);
        return await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync();
    }
}
