namespace Microsoft.DurableTask.Entities;

/// <summary>An entity's operation failed.</summary>
/// <param name="entityId">The entity.</param>
/// <param name="operationName">The operation.</param>
/// <param name="failureDetails">Why.</param>
public sealed class EntityOperationFailedException(EntityInstanceId entityId, string operationName, TaskFailureDetails failureDetails)
    : Exception($"Operation '{operationName}' of entity '{entityId}' failed: {failureDetails?.ErrorMessage}")
{
    /// <summary>The entity.</summary>
    public EntityInstanceId EntityId { get; } = entityId;

    /// <summary>The operation.</summary>
    public string OperationName { get; } = operationName;

    /// <summary>Why it failed.</summary>
    public TaskFailureDetails FailureDetails { get; } = failureDetails ?? throw new ArgumentNullException(nameof(failureDetails));
}
