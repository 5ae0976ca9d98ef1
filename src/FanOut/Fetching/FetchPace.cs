using System.Collections.Concurrent;

namespace FanOut.Fetching;

/// <summary>
/// Holds fetches back until their time. A timetable alone would let all those start at once whose time passed while the
/// app was down or busy; so within a process a job's fetches keep their distance as well.
/// </summary>
public sealed class FetchPace(TimeProvider clock)
{
    /// <summary>Jobs whose last start is remembered; older ones have none to come that it could matter to.</summary>
    private const int MaxJobs = 10_000;

    private readonly ConcurrentDictionary<string, DateTime> _next = new(StringComparer.Ordinal);

    /// <summary>Ends when the fetch may start.</summary>
    /// <exception cref="OperationCanceledException">The job or the host stops.</exception>
    public async ValueTask WaitAsync(FetchRequest request, CancellationToken jobStopped, CancellationToken hostStopping)
    {
        if (request is not { NotBefore: { } notBefore, IntervalSeconds: { } interval }) return;
        var now = clock.GetUtcNow().UtcDateTime;
        if (_next.Count > MaxJobs) _next.Clear();
        var wait = Reserve(request.JobId, notBefore > now ? notBefore : now, TimeSpan.FromSeconds(interval)) - now;
        if (wait <= TimeSpan.Zero) return;
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(jobStopped, hostStopping);
        await Task.Delay(wait, clock, stopped.Token);
    }

    private DateTime Reserve(string jobId, DateTime earliest, TimeSpan interval)
    {
        var next = _next.AddOrUpdate(jobId, _ => earliest + interval, (_, free) => (free > earliest ? free : earliest) + interval);
        return next - interval;
    }
}
