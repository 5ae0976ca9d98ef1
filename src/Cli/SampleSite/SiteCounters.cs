using System.Collections.Concurrent;

namespace FanOut.Cli.Site;

/// <summary>What the sample site has been asked so far.</summary>
internal sealed class SiteCounters(bool countPaths)
{
    private readonly ConcurrentDictionary<string, int> _hits = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private long _requests;
    private int _connections;
    private int _inFlight;
    private int _maxInFlight;

    public long Requests => Volatile.Read(ref _requests);
    public int Connections => Volatile.Read(ref _connections);
    public int InFlight => Volatile.Read(ref _inFlight);
    public int MaxInFlight => Volatile.Read(ref _maxInFlight);
    public IReadOnlyDictionary<string, int> Hits => _hits;

    public void Connect() => Interlocked.Increment(ref _connections);

    public void Enter(string path)
    {
        Interlocked.Increment(ref _requests);
        var now = Interlocked.Increment(ref _inFlight);
        for (var max = MaxInFlight; now > max;)
        {
            var seen = Interlocked.CompareExchange(ref _maxInFlight, now, max);
            if (seen == max)
                break;
            max = seen;
        }

        if (countPaths)
            _hits.AddOrUpdate(path, 1, static (_, count) => count + 1);
    }

    public void Leave() => Interlocked.Decrement(ref _inFlight);

    /// <summary>True for the first <paramref name="failures"/> calls with the same key.</summary>
    public bool StillFails(string key, int failures) =>
        _failures.AddOrUpdate(key, 1, static (_, calls) => calls == int.MaxValue ? calls : calls + 1) <= failures;

    public void Reset()
    {
        _hits.Clear();
        _failures.Clear();
        Volatile.Write(ref _requests, 0);
        Volatile.Write(ref _connections, 0);
        Volatile.Write(ref _maxInFlight, InFlight);
    }
}
