namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What was removed of what entities left in storage.</summary>
public readonly record struct CleanEntityStorageResult
{
    /// <summary>Where to go on; null at the end.</summary>
    public string? ContinuationToken { get; init; }

    /// <summary>How many entities went.</summary>
    public int EmptyEntitiesRemoved { get; init; }

    /// <summary>How many locks went.</summary>
    public int OrphanedLocksReleased { get; init; }
}
