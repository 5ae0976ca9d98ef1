using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Testing;

/// <content>Running and skipping time.</content>
public sealed partial class DurableTestHost
{
    /// <summary>The clock's timers are armed in whole milliseconds, rounded up.</summary>
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(1);

    /// <summary>One at a time looks whether the engine is idle and moves the clock.</summary>
    private readonly SemaphoreSlim _stepping = new(1);

    /// <summary>Starts an orchestration and runs it to its end, skipping every wait for a timer.</summary>
    /// <returns>Its output; the default value when it has none.</returns>
    /// <exception cref="OrchestrationNotCompletedException">It failed, was terminated, or waits for what will not come.</exception>
    /// <inheritdoc cref="RunToEndAsync" path="/remarks"/>
    public async Task<T?> RunAsync<T>(TaskName name, object? input = null, CancellationToken cancellation = default)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, cancellation);
        var ended = await RunToEndAsync(id, cancellation);
        return ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            ? ended.ReadOutputAs<T>()
            : throw new OrchestrationNotCompletedException(
                $"Orchestration '{ended.Name}', instance '{id}', ended as {ended.RuntimeStatus}: {ended.FailureDetails?.ToString() ?? ended.SerializedOutput}", ended);
    }

    /// <summary>Runs an instance to its end, whatever that is, skipping every wait for a timer.</summary>
    /// <remarks>
    /// Time is skipped only while no activity runs. An orchestration that waits for an event with a timeout is given the
    /// timeout at once, and one that waits for an event alone is given up: raise events before.
    /// One that goes on for ever does so here too, until <paramref name="cancellation"/>; advance it step by step.
    /// </remarks>
    /// <returns>The instance with input, output, custom status and failure.</returns>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="OrchestrationNotCompletedException">It can make no progress: no activity runs and no timer waits.</exception>
    public async Task<OrchestrationMetadata> RunToEndAsync(string instanceId, CancellationToken cancellation = default)
    {
        while (true)
        {
            var advanced = await StepAsync(DateTimeOffset.MaxValue, () => Find(instanceId).State.IsFinal, cancellation);
            var metadata = (await Client.GetInstancesAsync(instanceId, getInputsAndOutputs: true, cancellation))!;
            if (metadata.IsCompleted) return metadata;
            if (advanced) continue;
            throw new OrchestrationNotCompletedException(
                $"Orchestration '{metadata.Name}', instance '{instanceId}', is {metadata.RuntimeStatus} and can make no progress: no activity runs and "
                + "no timer waits. It waits for an event that has not been raised, for resume, or for something that is not durable.", metadata);
        }
    }

    /// <summary>Lets the engine run until nothing is left to do but to wait for timers and events.</summary>
    public Task WaitUntilIdleAsync(CancellationToken cancellation = default) => WhenIdleAsync(cancellation);

    /// <summary>
    /// Waits until the engine is idle, moves the clock to where the next timer is due (all that are due then fire), and
    /// waits until it is idle again.
    /// </summary>
    /// <returns>False when no timer waits; the clock stays then.</returns>
    public async Task<bool> AdvanceToNextTimerAsync(CancellationToken cancellation = default)
    {
        var advanced = await StepAsync(DateTimeOffset.MaxValue, () => false, cancellation);
        await WaitUntilIdleAsync(cancellation);
        return advanced;
    }

    /// <summary>Moves the clock on, timer by timer: each finds the time it waited for. Ends when the engine is idle.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public async Task AdvanceAsync(TimeSpan time, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var until = Clock.GetUtcNow() + time;
        while (await StepAsync(until, () => false, cancellation))
        {
        }
        if (Clock.GetUtcNow() < until) Clock.SetUtcNow(until);
        await WaitUntilIdleAsync(cancellation);
    }

    /// <summary>Once the engine is idle, moves the clock to the next timer; false where there is none, or no need.</summary>
    private async Task<bool> StepAsync(DateTimeOffset until, Func<bool> isEnough, CancellationToken cancellation)
    {
        await _stepping.WaitAsync(cancellation);
        try
        {
            var timers = (await WhenIdleAsync(cancellation)).Engine.Timers;
            if (isEnough() || timers.NextDue is not { } due || due > until) return false;
            if (due > Clock.GetUtcNow()) Clock.SetUtcNow(due);
            if (timers.NextDue <= Clock.GetUtcNow()) Clock.Advance(s_tick);
            return true;
        }
        finally
        {
            _stepping.Release();
        }
    }
}
