namespace Microsoft.DurableTask.Client;

/// <summary>What a purge has done.</summary>
public class PurgeResult
{
    /// <summary>Sets the count.</summary>
    /// <param name="count">Instances deleted; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public PurgeResult(int count)
        : this(count, isComplete: null)
    {
    }

    /// <summary>Sets the count and whether anything is left.</summary>
    /// <param name="count">Instances deleted; not negative.</param>
    /// <param name="isComplete">Whether nothing is left to delete; null when unknown.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public PurgeResult(int count, bool? isComplete)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
        IsComplete = isComplete;
    }

    /// <summary>Instances deleted.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether nothing is left to delete; null when unknown.</summary>
    public bool? IsComplete { get; }
}
