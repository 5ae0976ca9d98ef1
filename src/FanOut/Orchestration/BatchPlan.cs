namespace FanOut.Orchestration;

/// <summary>How a job's URLs are cut into batches under its cap: arithmetic, and nothing else.</summary>
public static class BatchPlan
{
    /// <summary>
    /// The size of the next batch, judged anew for each; 0 when none may start now. All of a batch fits under the cap, so
    /// that fetches in flight never exceed it. With room for half a batch a smaller one starts: to wait for the slowest
    /// fetches of others until there is room for a whole one would leave most of the cap idle.
    /// </summary>
    /// <param name="remaining">URLs that are in no batch yet.</param>
    /// <param name="batchSize">The job's option.</param>
    /// <param name="maxConcurrency">The cap as it stands now.</param>
    /// <param name="slotsInUse">Fetches that may be in flight.</param>
    public static int NextSize(int remaining, int batchSize, int maxConcurrency, int slotsInUse)
    {
        var whole = Math.Min(remaining, Math.Min(batchSize, maxConcurrency));
        var free = maxConcurrency - slotsInUse;
        return free >= whole ? whole : free > 0 && 2 * free >= whole ? free : 0;
    }

    /// <summary>
    /// Whether a batch with so many fetches left tells its job that the others' slots are free: at a fifth of them, each
    /// time half of these have ended too, and at none, so that a few slow ones hold no more than their own slots.
    /// </summary>
    public static bool TellsWhenLeft(int left, int batchCount)
    {
        var tells = batchCount / 5;
        while (tells > left) tells /= 2;
        return tells == left;
    }

    /// <summary>How often a batch tells.</summary>
    public static int Tells(int batchCount) => 1 + (batchCount < 5 ? 0 : (int)Math.Log2(batchCount / 5) + 1);
}
