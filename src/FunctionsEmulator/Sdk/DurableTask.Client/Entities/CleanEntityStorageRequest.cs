namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What to remove of what entities left in storage.</summary>
public readonly record struct CleanEntityStorageRequest
{
    /// <summary>Everything.</summary>
    public static CleanEntityStorageRequest Default { get; } = new() { RemoveEmptyEntities = true, ReleaseOrphanedLocks = true };

    /// <summary>Whether entities without a state go.</summary>
    public bool RemoveEmptyEntities { get; init; }

    /// <summary>Whether locks of orchestrations that no longer run go.</summary>
    public bool ReleaseOrphanedLocks { get; init; }

    /// <summary>Where the call before ended; null at the start.</summary>
    public string? ContinuationToken { get; init; }
}
