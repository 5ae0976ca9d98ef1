using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Signals and reads entities from outside. No client of the emulator has it.</summary>
/// <param name="name">The client's name.</param>
public abstract class DurableEntityClient(string name)
{
    /// <summary>The client's name.</summary>
    public string Name { get; } = name;

    /// <summary>Tells an entity something.</summary>
    public abstract Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null, CancellationToken cancellation = default);

    /// <inheritdoc cref="SignalEntityAsync(EntityInstanceId, string, object?, SignalEntityOptions?, CancellationToken)"/>
    public virtual Task SignalEntityAsync(
        EntityInstanceId id, string operationName, SignalEntityOptions options, CancellationToken cancellation = default) =>
        SignalEntityAsync(id, operationName, input: null, options, cancellation);

    /// <inheritdoc cref="SignalEntityAsync(EntityInstanceId, string, object?, SignalEntityOptions?, CancellationToken)"/>
    public virtual Task SignalEntityAsync(EntityInstanceId id, string operationName, CancellationToken cancellation) =>
        SignalEntityAsync(id, operationName, input: null, options: null, cancellation);

    /// <summary>Looks an entity up; null when there is none.</summary>
    public abstract Task<EntityMetadata<T>?> GetEntityAsync<T>(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default);

    /// <inheritdoc cref="GetEntityAsync{T}(EntityInstanceId, bool, CancellationToken)"/>
    public virtual Task<EntityMetadata<T>?> GetEntityAsync<T>(EntityInstanceId id, CancellationToken cancellation) =>
        GetEntityAsync<T>(id, includeState: true, cancellation);

    /// <summary>Looks an entity up; null when there is none.</summary>
    public abstract Task<EntityMetadata?> GetEntityAsync(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default);

    /// <inheritdoc cref="GetEntityAsync(EntityInstanceId, bool, CancellationToken)"/>
    public virtual Task<EntityMetadata?> GetEntityAsync(EntityInstanceId id, CancellationToken cancellation) =>
        GetEntityAsync(id, includeState: true, cancellation);

    /// <summary>Lists entities.</summary>
    public abstract AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null);

    /// <summary>Lists entities.</summary>
    public abstract AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null);

    /// <summary>Removes what entities left in storage.</summary>
    public abstract Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default);
}
