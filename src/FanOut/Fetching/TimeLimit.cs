namespace FanOut.Fetching;

/// <summary>A time limit that can be moved while it runs.</summary>
internal sealed class TimeLimit : CancellationTokenSource
{
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly long _started;
    private TimeSpan _notCounted;

    public TimeLimit(TimeSpan limit, TimeProvider time)
        : base(limit, time)
    {
        (_limit, _time) = (limit, time);
        _started = time.GetTimestamp();
    }

    /// <summary>How much of it has been used.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_started) - _notCounted;

    public TimeSpan Remaining => _limit - Elapsed;

    /// <summary>So much of the time that passes, or has passed, does not count; a limit that was reached stays reached.</summary>
    public void Allow(TimeSpan more)
    {
        _notCounted += more;
        var remaining = Remaining;
        CancelAfter(remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero);
    }
}
