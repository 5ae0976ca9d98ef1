using System.Reflection;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsEmulator.Testing;

/// <summary>
/// Replays a history that a <see cref="DurableTestHost"/> has exported against the orchestrators of today, and tells
/// whether instances that are under way survive the change. Activities are not run.
/// </summary>
public static class HistoryReplayer
{
    /// <summary>Replays a history against orchestrators of a registry.</summary>
    /// <param name="history">What <see cref="DurableTestHost.ExportHistoryAsync"/> returned.</param>
    /// <param name="tasks">Adds the orchestrators.</param>
    /// <param name="services">Adds the services that their classes are made from.</param>
    /// <returns>Null where the code decides as the history says; otherwise the first difference, with both decisions.</returns>
    /// <exception cref="FormatException">It is not a history, or has been changed.</exception>
    public static string? Replay(string history, Action<DurableTaskRegistry> tasks, Action<IServiceCollection>? services = null) =>
        Replay(history, TestTasks.Of(tasks), services);

    /// <summary>Replays a history against the orchestrators of a Functions app.</summary>
    /// <param name="history">What <see cref="DurableTestHost.ExportHistoryAsync"/> returned.</param>
    /// <param name="app">The app's assembly.</param>
    /// <param name="services">Adds the services that function classes need.</param>
    /// <returns>Null where the code decides as the history says; otherwise the first difference, with both decisions.</returns>
    /// <exception cref="FormatException">It is not a history, or has been changed.</exception>
    public static string? Replay(string history, Assembly app, Action<IServiceCollection>? services = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        return Replay(history, TestTasks.Of(FunctionsApp.Of(app).Types), services);
    }

    private static string? Replay(string history, TaskSource tasks, Action<IServiceCollection>? services)
    {
        ArgumentNullException.ThrowIfNull(history);
        var own = new ServiceCollection();
        services?.Invoke(own);
        using var provider = TestServices.Build(own, TimeProvider.System);
        var catalog = tasks(provider, () => throw new NotSupportedException("A replay has no client: orchestrators may not use one."));
        return HistoryText.Read(history).Select(generation => Replay(generation, catalog)).FirstOrDefault(difference => difference is not null);
    }

    private static string? Replay(Generation generation, TaskCatalog catalog)
    {
        var started = generation.Started;
        if (!catalog.Orchestrators.TryGetValue(started.Name, out var code)) return $"There is no orchestrator '{started.Name}' any more.";
        var run = new OrchestrationRun(code, generation.InstanceId, started, TestTasks.Converter, NullLoggerFactory.Instance, _ => { });
        return HistoryReplay.Feed(run, generation.InstanceId, generation.Turns)
            ?? (generation.End is { } end && CameFromOutside(end) ? null : HistoryReplay.CompareEnds(run, generation.InstanceId, generation.End));
    }

    /// <summary>The code itself did not end: someone terminated it, or the engine gave it up.</summary>
    private static bool CameFromOutside(TurnEnd end) =>
        end.Status == OrchestrationRuntimeStatus.Terminated
        || end.Failure is { ErrorType: TaskErrors.NonDeterministic } or { ErrorMessage: OrchestrationRun.InvalidAsyncMessage };
}
