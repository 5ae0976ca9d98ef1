using System.Reflection;
using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Testing;

/// <summary>
/// Runs orchestrations in a unit test: the emulator's own engine over a journal in memory, without storage, ports or
/// processes, under a clock that skips what nobody needs to wait for. Its methods can be called from any thread.
/// </summary>
public sealed partial class DurableTestHost : IAsyncDisposable
{
    private readonly MemoryJournalStore _journal = new();
    private readonly TaskSource _tasks;
    private readonly DurableTestOptions _options;
    private TestLife _life = null!;

    private DurableTestHost(TaskSource tasks, DurableTestOptions options)
    {
        _tasks = tasks;
        _options = options;
    }

    /// <summary>The client of the engine. After <see cref="RestartAsync"/> it is another one. Its waits do not skip time.</summary>
    public DurableTaskClient Client => _life.Engine.Client;

    /// <summary>The clock; a test that moves it by itself wakes what is due, see also <see cref="AdvanceAsync"/>.</summary>
    public FakeTimeProvider Clock => _options.Clock;

    /// <summary>The services that classes are made from. After <see cref="RestartAsync"/> they are others.</summary>
    public IServiceProvider Services => _life.Services;

    /// <summary>Starts a host of orchestrators and activities: functions, objects, or classes made from services.</summary>
    /// <param name="tasks">Adds them.</param>
    /// <param name="configure">Changes the defaults.</param>
    /// <exception cref="ArgumentException">A name is taken, or there are several versions of one task.</exception>
    public static Task<DurableTestHost> StartAsync(Action<DurableTaskRegistry> tasks, Action<DurableTestOptions>? configure = null) =>
        StartAsync(TestTasks.Of(tasks), null, configure);

    /// <summary>Starts a host of a Functions app: the orchestrators and activities of its assembly and those it references.</summary>
    /// <param name="app">The app's assembly. Its Program is not run.</param>
    /// <param name="services">Adds the services that function classes need.</param>
    /// <param name="configure">Changes the defaults; see <see cref="DurableTestOptions.StandIns"/> to replace single functions.</param>
    /// <exception cref="Exception">A method cannot be a function, or two have the same name; the message names them.</exception>
    public static Task<DurableTestHost> StartAsync(
        Assembly app, Action<IServiceCollection>? services = null, Action<DurableTestOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        return StartAsync(TestTasks.Of(FunctionsApp.Of(app).Types), services, configure);
    }

    /// <summary>Starts a host of single classes of a Functions app.</summary>
    /// <param name="functionClasses">The classes with the functions.</param>
    /// <param name="services">Adds the services that these classes need.</param>
    /// <param name="configure">Changes the defaults.</param>
    /// <exception cref="Exception">A method cannot be a function, or two have the same name; the message names them.</exception>
    public static Task<DurableTestHost> StartAsync(
        IEnumerable<Type> functionClasses, Action<IServiceCollection>? services = null, Action<DurableTestOptions>? configure = null) =>
        StartAsync(TestTasks.Of(functionClasses), services, configure);

    /// <summary>
    /// Drops the engine as a crash would, and every object of the app with it, then starts another on the same journal.
    /// Unfinished instances go on from their history; activities without an answer run again.
    /// </summary>
    public async Task RestartAsync()
    {
        var crashed = _life;
        await crashed.DisposeAsync();
        _life = await TestLife.BeginAsync(_tasks, _options, _journal);
        crashed.Over();
    }

    /// <summary>
    /// The history of an instance as text, to be kept in a file beside the tests and replayed by <see cref="HistoryReplayer"/>.
    /// It holds inputs and results as they are: what must not lie in a repository must not be in them.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    public async Task<string> ExportHistoryAsync(string instanceId, CancellationToken cancellation = default)
    {
        Find(instanceId).Flush();
        var life = await WhenIdleAsync(cancellation);
        await life.Engine.Journal.DrainAsync().WaitAsync(cancellation);
        return HistoryText.Of(_journal.Text, instanceId);
    }

    /// <summary>Stops the engine and disposes the services.</summary>
    public async ValueTask DisposeAsync()
    {
        await _life.DisposeAsync();
        _stepping.Dispose();
    }

    private static async Task<DurableTestHost> StartAsync(
        TaskSource tasks, Action<IServiceCollection>? services, Action<DurableTestOptions>? configure)
    {
        var options = new DurableTestOptions();
        services?.Invoke(options.Services);
        configure?.Invoke(options);
        var host = new DurableTestHost(tasks, options);
        host._life = await TestLife.BeginAsync(tasks, options, host._journal);
        return host;
    }

    private Durable.Instance Find(string instanceId) => _life.Engine.Instances.Find(instanceId)
        ?? throw new ArgumentException($"There is no instance with the id '{instanceId}'.", nameof(instanceId));

    private async Task<TestLife> WhenIdleAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var life = _life;
            await life.WhenIdleAsync(cancellation);
            if (ReferenceEquals(life, _life)) return life;
        }
    }
}
