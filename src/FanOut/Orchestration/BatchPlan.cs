namespace FanOut.Orchestration;

/// <summary>How a job's URLs are cut into batches under its cap: arithmetic, and nothing else.</summary>
public static class BatchPlan
{
    /// <summary>A batch that is smaller than it could be is still this share of it: each has its cost, whatever its size.</summary>
    private const int LeastShare = 10;

    /// <summary>The first tell of a batch is with this share of its fetches left, so that its slots do not wait for the slowest.</summary>
    private const int TailShare = 5;

    /// <summary>
    /// The size of the next batch, judged anew for each; 0 when none may start now. A batch waits until all of it fits
    /// under the cap, so that batches are where a caller expects them; but not for the last fetches of others, which may
    /// take as long as they like: when no more is in full swing than is free, it takes what is free.
    /// </summary>
    /// <param name="remaining">URLs that are in no batch yet.</param>
    /// <param name="batchSize">The job's option.</param>
    /// <param name="maxConcurrency">The cap as it stands now: fetches in flight never exceed it.</param>
    /// <param name="slotsInUse">Fetches that may be in flight.</param>
    /// <param name="slotsInSwing">Those of them that are in batches which have not told yet that they are at their last.</param>
    public static int NextSize(int remaining, int batchSize, int maxConcurrency, int slotsInUse, int slotsInSwing)
    {
        var whole = Math.Min(remaining, Math.Min(batchSize, maxConcurrency));
        var free = maxConcurrency - slotsInUse;
        if (free >= whole) return whole;
        return free >= slotsInSwing && free >= Math.Max(1, whole / LeastShare) ? free : 0;
    }

    /// <summary>
    /// Whether a batch tells its job now how many fetches it has left: at a fifth, at each half of that, and at none. What
    /// it has told holds its slots, so one slow fetch must not hold those of a fifth.
    /// </summary>
    public static bool IsTold(int batchCount, int left)
    {
        if (left == 0) return true;
        for (var told = batchCount / TailShare; told > 0; told /= 2)
        {
            if (left == told) return true;
        }
        return false;
    }
}
