using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Testing;

/// <summary>How a <see cref="DurableTestHost"/> runs.</summary>
public sealed class DurableTestOptions
{
    /// <summary>
    /// The clock of the host, of its timers, and of every class that is given a <see cref="TimeProvider"/>. By default one
    /// that begins at 2000-01-01T00:00:00Z and moves only when the host, or the test, moves it.
    /// </summary>
    public FakeTimeProvider Clock { get; set; } = new();

    /// <summary>
    /// Replays an orchestration's whole history in every turn, as Azure does, and fails the instance, with
    /// NonDeterministicOrchestrationException, where its code decides otherwise than before. Default: true.
    /// </summary>
    public bool ReplayEveryTurn { get; set; } = true;

    /// <summary>Delivers every activity and every event twice, as at-least-once delivery may. Default: false.</summary>
    public bool DeliverTwice { get; set; }

    /// <summary>Activities that run at once; 1 or more. Default: 10 for each processor.</summary>
    public int MaxConcurrentActivities { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>Orchestrator turns that execute at once; 1 or more. Default: 10 for each processor.</summary>
    public int MaxConcurrentOrchestrators { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>
    /// Services that classes of orchestrators, activities and functions are made from. Options, logging without a target and
    /// <see cref="Clock"/> as the <see cref="TimeProvider"/> are there already unless they are added here.
    /// </summary>
    public IServiceCollection Services { get; } = new ServiceCollection();

    /// <summary>Orchestrators and activities that take the place of those of the same name. Default: none.</summary>
    public DurableTaskRegistry StandIns { get; } = new();
}
