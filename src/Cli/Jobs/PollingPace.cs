namespace FanOut.Cli.Jobs;

/// <summary>How long to wait before asking again: shortly at first, so that a small job is seen to move, then as the app wishes.</summary>
internal sealed class PollingPace
{
    private const double Growth = 1.5;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100), DefaultLongest = TimeSpan.FromSeconds(1);
    private TimeSpan _next = First;

    public TimeSpan Next(TimeSpan? retryAfter)
    {
        var longest = retryAfter is { } wish && wish > TimeSpan.Zero ? wish : DefaultLongest;
        var delay = _next < longest ? _next : longest;
        _next = delay * Growth;
        return delay;
    }
}
