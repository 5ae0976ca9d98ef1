namespace FanOut.Orchestration;

/// <summary>How a job with a cap per host is cut into lanes: arithmetic, and nothing else.</summary>
public static class HostPlan
{
    /// <summary>More would leave each so small a share of the cap that most batches were of a few URLs.</summary>
    public const int MaxLanes = 16;

    /// <summary>As many lanes as batches fit under the cap at once.</summary>
    public static int Lanes(int maxConcurrency, int batchSize) => Math.Clamp((maxConcurrency + batchSize - 1) / batchSize, 1, MaxLanes);

    /// <summary>
    /// URLs in a lane's batch: its share of the cap, and larger than the job's option where the lanes are too few to fill
    /// the cap otherwise. A cap below the number of lanes leaves batches of one.
    /// </summary>
    public static int BatchSize(int maxConcurrency, int batchSize, int lanes)
    {
        var share = Math.Max(1, maxConcurrency / lanes);
        return lanes == MaxLanes ? share : Math.Min(batchSize, share);
    }

    /// <summary>
    /// The lane of a host: the same in every process, so without string.GetHashCode, which differs from one to the next.
    /// </summary>
    public static int LaneOf(string host, int lanes)
    {
        // FNV-1a: spreads names well, and needs to withstand nobody; who piles hosts onto a lane slows only his own job.
        const uint offsetBasis = 2_166_136_261, prime = 16_777_619;
        var hash = offsetBasis;
        foreach (var c in host) hash = (hash ^ c) * prime;
        return (int)(hash % (uint)lanes);
    }
}
