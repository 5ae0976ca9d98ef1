namespace Microsoft.DurableTask.Client;

/// <summary>Shorter forms of client calls.</summary>
public static class DurableTaskClientExtensions
{
    /// <inheritdoc cref="PurgeInstancesAsync(DurableTaskClient, DateTimeOffset?, DateTimeOffset?, IEnumerable{OrchestrationRuntimeStatus}?, PurgeInstanceOptions?, CancellationToken)"/>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client, DateTimeOffset? createdFrom, DateTimeOffset? createdTo, CancellationToken cancellation = default) =>
        client.PurgeInstancesAsync(createdFrom, createdTo, statuses: null, options: null, cancellation);

    /// <inheritdoc cref="PurgeInstancesAsync(DurableTaskClient, DateTimeOffset?, DateTimeOffset?, IEnumerable{OrchestrationRuntimeStatus}?, PurgeInstanceOptions?, CancellationToken)"/>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        PurgeInstanceOptions? options,
        CancellationToken cancellation = default) =>
        client.PurgeInstancesAsync(createdFrom, createdTo, statuses: null, options, cancellation);

    /// <inheritdoc cref="PurgeInstancesAsync(DurableTaskClient, DateTimeOffset?, DateTimeOffset?, IEnumerable{OrchestrationRuntimeStatus}?, PurgeInstanceOptions?, CancellationToken)"/>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        CancellationToken cancellation = default) =>
        client.PurgeInstancesAsync(createdFrom, createdTo, statuses, options: null, cancellation);

    /// <summary>Deletes finished instances that were created within a span of time.</summary>
    /// <param name="client">The client.</param>
    /// <param name="createdFrom">Not older than this; null for no bound.</param>
    /// <param name="createdTo">Not newer than this; null for no bound.</param>
    /// <param name="statuses">Finished statuses to include; null for all.</param>
    /// <param name="options">Whether children go too; null for no.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>How many instances were deleted.</returns>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        PurgeInstanceOptions? options,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.PurgeAllInstancesAsync(new PurgeInstancesFilter(createdFrom, createdTo, statuses), options, cancellation);
    }
}
