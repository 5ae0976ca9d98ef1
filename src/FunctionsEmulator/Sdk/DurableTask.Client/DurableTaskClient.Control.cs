using DurableTask.Core.History;

namespace Microsoft.DurableTask.Client;

public abstract partial class DurableTaskClient
{
    /// <summary>Sends an event to an instance. It is kept until the orchestrator waits for its name.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="eventName">The event's name; case does not matter.</param>
    /// <param name="eventPayload">Its content, serialized by the data converter; null by default.</param>
    /// <param name="cancellation">Ends the call, not the event's delivery.</param>
    public abstract Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default);

    /// <inheritdoc cref="RaiseEventAsync(string, string, object?, CancellationToken)"/>
    public virtual Task RaiseEventAsync(string instanceId, string eventName, CancellationToken cancellation) =>
        RaiseEventAsync(instanceId, eventName, eventPayload: null, cancellation);

    /// <summary>Ends an instance from outside. Activities that run go on; their results are dropped.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="options">Its output, and whether its children end too; by default no output and no children.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="NotSupportedException">This client cannot do it.</exception>
    public virtual Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw NotSupported("termination of orchestrations");

    /// <inheritdoc cref="TerminateInstanceAsync(string, TerminateInstanceOptions?, CancellationToken)"/>
    public virtual Task TerminateInstanceAsync(string instanceId, CancellationToken cancellation) =>
        TerminateInstanceAsync(instanceId, options: null, cancellation);

    /// <inheritdoc cref="TerminateInstanceAsync(string, TerminateInstanceOptions?, CancellationToken)"/>
    public virtual Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) =>
        TerminateInstanceAsync(instanceId, output is null ? null : new TerminateInstanceOptions(output), cancellation);

    /// <summary>Suspends an instance: its orchestrator does not run until it is resumed.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="reason">Why; null by default.</param>
    /// <param name="cancellation">Ends the call.</param>
    public abstract Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <inheritdoc cref="SuspendInstanceAsync(string, string?, CancellationToken)"/>
    public virtual Task SuspendInstanceAsync(string instanceId, CancellationToken cancellation) =>
        SuspendInstanceAsync(instanceId, reason: null, cancellation);

    /// <summary>Resumes a suspended instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="reason">Why; null by default.</param>
    /// <param name="cancellation">Ends the call.</param>
    public abstract Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <inheritdoc cref="ResumeInstanceAsync(string, string?, CancellationToken)"/>
    public virtual Task ResumeInstanceAsync(string instanceId, CancellationToken cancellation) =>
        ResumeInstanceAsync(instanceId, reason: null, cancellation);

    /// <summary>Deletes a finished instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="options">Whether its children go too; by default they stay.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>How many instances were deleted: 0 when it is missing or still runs.</returns>
    /// <exception cref="NotSupportedException">This client cannot do it.</exception>
    public virtual Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw NotSupported("purging of instances");

    /// <inheritdoc cref="PurgeInstanceAsync(string, PurgeInstanceOptions?, CancellationToken)"/>
    public virtual Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation) =>
        PurgeInstanceAsync(instanceId, options: null, cancellation);

    /// <summary>Deletes finished instances.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="options">Whether their children go too; by default they stay.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>How many instances were deleted.</returns>
    /// <exception cref="NotSupportedException">This client cannot do it.</exception>
    public virtual Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw NotSupported("purging of instances");

    /// <inheritdoc cref="PurgeAllInstancesAsync(PurgeInstancesFilter, PurgeInstanceOptions?, CancellationToken)"/>
    public virtual Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation) =>
        PurgeAllInstancesAsync(filter, options: null, cancellation);

    /// <summary>Runs an instance again with its first input.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="restartWithNewInstanceId">Whether the new run gets an id of its own; false by default.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The new run's instance id.</returns>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">It still runs, and the id is to stay the same.</exception>
    /// <exception cref="NotSupportedException">This client cannot do it.</exception>
    public virtual Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) =>
        throw NotSupported("restart of orchestrations");

    /// <summary>Sets a failed instance back to before its failure, and runs it on.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="NotSupportedException">This client cannot do it.</exception>
    public virtual Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        throw NotSupported("rewind of orchestrations");

    /// <summary>Tells what has happened to an instance since it last started, or last continued as new.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The events in order. What an activity was given is not kept.</returns>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="NotSupportedException">This client cannot do it.</exception>
    public virtual Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default) =>
        throw NotSupported("reading of history");
}
