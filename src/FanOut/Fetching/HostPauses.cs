namespace FanOut.Fetching;

/// <summary>
/// The hosts that want less: those that have asked, by Retry-After, to be left alone for a while, and those that have
/// answered 429, or mostly 503, without saying for how long. They are kept by job: what a site lets one caller do need not be what it
/// lets another do. This process only; another instance learns it from its own answers.
/// </summary>
internal sealed class HostPauses(TimeProvider time)
{
    /// <summary>A host that asks for more is tried again after this; few time limits of a fetch are worth a longer wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>A URL is held back for no longer, however often its host asks again, and is then tried for better or worse.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(60);

    /// <summary>Between two URLs that were held back by a pause, so that the host does not meet all of them at once.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(20);

    /// <summary>Hosts that are remembered at once; what others say holds only for the URL that was answered with it.</summary>
    public const int MaxHosts = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Host, HostPace> _hosts = [];
    private long _changes;

    /// <summary>Nearly always false, and then nothing here costs a fetch anything.</summary>
    private volatile bool _any;

    public bool IsPaused(string jobId, Uri url)
    {
        if (!_any) return false;
        lock (_gate) return Find(Host.Of(jobId, url))?.HoldsBack(time.GetUtcNow()) is true;
    }

    /// <summary>Notes that the host of <paramref name="url"/> asks to be left alone.</summary>
    public void Add(string jobId, Uri url, TimeSpan asked)
    {
        lock (_gate) FindOrAdd(Host.Of(jobId, url))?.Pause(time.GetUtcNow() + Capped(asked), ++_changes);
    }

    /// <summary>Notes that the host of <paramref name="url"/> refused a request that began then, without a word on when to come again.</summary>
    public void Refused(string jobId, Uri url, DateTimeOffset begun, bool mayBeDown)
    {
        lock (_gate) FindOrAdd(Host.Of(jobId, url))?.Refuse(begun, mayBeDown, time.GetUtcNow(), ++_changes);
    }

    /// <summary>Notes that the host of <paramref name="url"/> did not refuse a request.</summary>
    public void Answered(string jobId, Uri url)
    {
        if (!_any) return;
        lock (_gate) Find(Host.Of(jobId, url))?.Answer();
    }

    /// <summary>When it is the turn of a URL's next attempt at its host; null when at once.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="url">The URL.</param>
    /// <param name="backoff">What it would wait at any host; at one that is slowed down it waits no less.</param>
    public DateTimeOffset? TakeRetryTurn(string jobId, Uri url, TimeSpan backoff)
    {
        if (!_any) return null;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            return Find(Host.Of(jobId, url)) is { } pace && pace.HoldsBack(now) ? pace.TakeRetryTurn(now, backoff) : null;
        }
    }

    /// <summary>Waits for the URL's turn; false, at once, when that is after <paramref name="notAfter"/>.</summary>
    public async Task<bool> WaitAsync(string jobId, Uri url, DateTime notAfter, CancellationToken stopped)
    {
        var host = Host.Of(jobId, url);
        var holdEnds = time.GetUtcNow() + LongestHold;
        while (time.GetUtcNow() < holdEnds && TakeTurn(host) is { } turn)
        {
            var goesOn = turn.At < holdEnds ? turn.At : holdEnds;
            if (goesOn.UtcDateTime > notAfter) return false;
            var wait = goesOn - time.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stopped);
            if (!HasChanged(host, turn)) break;
        }
        return true;
    }

    public static TimeSpan Capped(TimeSpan asked) => asked < Longest ? asked : Longest;

    private HostTurn? TakeTurn(Host host)
    {
        if (!_any) return null;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            return Find(host) is { } pace && pace.HoldsBack(now) ? new HostTurn(pace.TakeTurn(now), pace.Version) : null;
        }
    }

    private bool HasChanged(Host host, HostTurn turn)
    {
        lock (_gate) return Find(host) is { } pace && pace.Version != turn.Version;
    }

    private HostPace? Find(Host host)
    {
        if (!_hosts.TryGetValue(host, out var pace) || !pace.IsOver(time.GetUtcNow())) return pace;
        Remove(host);
        return null;
    }

    private HostPace? FindOrAdd(Host host)
    {
        if (Find(host) is { } known) return known;
        if (!HasRoom()) return null;
        _any = true;
        return _hosts[host] = new HostPace();
    }

    private bool HasRoom()
    {
        if (_hosts.Count < MaxHosts) return true;
        var now = time.GetUtcNow();
        foreach (var (host, pace) in _hosts)
        {
            if (pace.IsOver(now)) Remove(host);
        }
        return _hosts.Count < MaxHosts;
    }

    private void Remove(Host host)
    {
        _hosts.Remove(host);
        _any = _hosts.Count > 0;
    }

    private readonly record struct Host(string JobId, string Name, int Port)
    {
        public static Host Of(string jobId, Uri url) => new(jobId, url.IdnHost, url.Port);
    }
}
