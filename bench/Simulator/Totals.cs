namespace Simulator;

/// <summary>What a simulated job came to.</summary>
internal sealed class Totals
{
    public long Activities { get; set; }
    public long Orchestrations { get; set; }

    /// <summary>As the receipt counts them.</summary>
    public long HistoryEvents { get; set; }

    /// <summary>Events that code was fed again because it had been taken out of memory.</summary>
    public long ReplayedEvents { get; set; }

    public long Wakes { get; set; }
    public double Operations { get; set; }
    public double Seconds { get; set; }
    public int LongestJobHistory { get; set; }
    public int LongestBatchHistory { get; set; }

    /// <summary>The most fetches that were in flight at once.</summary>
    public int MostFetches { get; set; }
}
