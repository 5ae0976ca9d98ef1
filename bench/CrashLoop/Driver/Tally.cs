using CrashLoop.App;

namespace CrashLoop.Driver;

/// <summary>What has been done so far.</summary>
internal sealed class Tally
{
    public Dictionary<KillPoint, int> KillsByPoint { get; } = [];

    public int Kills => KillsByPoint.Values.Sum();

    public int Instances { get; set; }

    public int Promises { get; set; }

    public int Executions { get; set; }

    public int Calls { get; set; }

    public int FailedCalls { get; set; }

    /// <summary>The share of the calls that succeeded.</summary>
    public double Success => 1 - ((double)FailedCalls / Calls);

    public int Rewinds { get; set; }

    public void Kill(KillPoint point) => KillsByPoint[point] = KillsByPoint.GetValueOrDefault(point) + 1;
}
