using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Testing;

/// <summary>What a crash takes with it: the engine, and the objects of the app. Only the journal outlives it.</summary>
internal sealed class TestLife : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TestLife(TaskSource tasks, DurableTestOptions options, MemoryJournalStore journal)
    {
        _services = TestServices.Build(options.Services, options.Clock);
        var catalog = tasks(_services, () => Engine!.Client);
        RegistryCatalog.AddTo(catalog, options.StandIns, _services);
        var engineOptions = new EngineOptions
        {
            ReplayEveryTurn = options.ReplayEveryTurn,
            DeliverTwice = options.DeliverTwice,
            MaxConcurrentActivities = options.MaxConcurrentActivities,
            MaxConcurrentOrchestrators = options.MaxConcurrentOrchestrators,
        };
        var loggers = _services.GetRequiredService<ILoggerFactory>();
        Engine = new DurableEngine(catalog, journal, engineOptions, TestTasks.Converter, options.Clock, loggers);
    }

    public DurableEngine Engine { get; }

    public IServiceProvider Services => _services;

    public static async Task<TestLife> BeginAsync(TaskSource tasks, DurableTestOptions options, MemoryJournalStore journal)
    {
        var life = new TestLife(tasks, options, journal);
        await life.Engine.StartAsync(CancellationToken.None);
        return life;
    }

    /// <summary>Ends when the engine is idle, or this life is <see cref="Over"/>.</summary>
    /// <exception cref="InvalidOperationException">The engine itself has failed; the inner exception tells why.</exception>
    public async Task WhenIdleAsync(CancellationToken cancellation)
    {
        var idle = Engine.Busy.WhenIdleAsync();
        if (await Task.WhenAny(idle, _over.Task, Engine.Lost).WaitAsync(cancellation) != Engine.Lost) return;
        throw new InvalidOperationException("The engine of the test host has failed.", await Engine.Lost);
    }

    /// <summary>Says that another life has taken its place: work that was cut off here never ends.</summary>
    public void Over() => _over.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _services.DisposeAsync();
    }
}
