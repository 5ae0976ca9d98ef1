namespace FanOut.Orchestration;

/// <summary>How a job's URLs are cut into batches under its cap: arithmetic, and nothing else.</summary>
public static class BatchPlan
{
    /// <summary>
    /// The size of the next batch, judged anew for each; 0 when none may start now. A batch starts only when all of it fits
    /// under the cap, so that fetches in flight never exceed it, and batches are where a caller expects them.
    /// </summary>
    /// <param name="remaining">URLs that are in no batch yet.</param>
    /// <param name="batchSize">The job's option.</param>
    /// <param name="maxConcurrency">The cap as it stands now.</param>
    /// <param name="slotsInUse">Fetches that may be in flight.</param>
    public static int NextSize(int remaining, int batchSize, int maxConcurrency, int slotsInUse)
    {
        var size = Math.Min(remaining, Math.Min(batchSize, maxConcurrency));
        return slotsInUse + size <= maxConcurrency ? size : 0;
    }

    /// <summary>
    /// With how many fetches left a batch tells its job that the others' slots are free: a fifth, so that a few slow ones
    /// do not hold up the next batch. It tells again when none is left.
    /// </summary>
    public static int TellWhenLeft(int batchCount) => batchCount / 5;
}
