namespace FanOut.Fetching;

/// <summary>
/// The hosts that have asked, by Retry-After, to be left alone for a while. They are kept by job: what a site lets one
/// caller do need not be what it lets another do. This process only; another instance learns it from its own answers.
/// </summary>
internal sealed class HostPauses(TimeProvider time)
{
    /// <summary>A host that asks for more is tried again after this; few time limits of a fetch are worth a longer wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>A URL is held back for no longer, however often its host asks again, and is then tried for better or worse.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(60);

    /// <summary>Between two URLs that were held back, so that the host does not meet all of them at once.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(20);

    /// <summary>Hosts that are remembered at once; a pause beyond them holds only for the URL that was answered with it.</summary>
    public const int MaxHosts = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Host, Pause> _pauses = [];

    public bool IsPaused(string jobId, Uri url)
    {
        lock (_gate) return Find(Host.Of(jobId, url)) is not null;
    }

    /// <summary>Notes that the host of <paramref name="url"/> asks to be left alone; a shorter pause does not end a longer one.</summary>
    public void Add(string jobId, Uri url, TimeSpan asked)
    {
        var host = Host.Of(jobId, url);
        var until = time.GetUtcNow() + Capped(asked);
        lock (_gate)
        {
            var known = Find(host);
            if (known?.Until >= until || (known is null && !HasRoom())) return;
            _pauses[host] = new Pause(until);
        }
    }

    /// <summary>When it is the caller's turn at the host of <paramref name="url"/>, one after the other; null when at once.</summary>
    public DateTimeOffset? TakeTurn(string jobId, Uri url)
    {
        lock (_gate)
        {
            if (Find(Host.Of(jobId, url)) is not { } pause) return null;
            var turn = pause.NextTurn;
            pause.NextTurn += Spacing;
            return turn;
        }
    }

    /// <summary>Waits for the URL's turn; false, at once, when that is after <paramref name="notAfter"/>.</summary>
    public async Task<bool> WaitAsync(string jobId, Uri url, DateTime notAfter, CancellationToken stopped)
    {
        var holdEnds = time.GetUtcNow() + LongestHold;
        while (time.GetUtcNow() < holdEnds && TakeTurn(jobId, url) is { } turn)
        {
            var goesOn = turn < holdEnds ? turn : holdEnds;
            if (goesOn.UtcDateTime > notAfter) return false;
            await Task.Delay(goesOn - time.GetUtcNow(), time, stopped);
        }
        return true;
    }

    public static TimeSpan Capped(TimeSpan asked) => asked < Longest ? asked : Longest;

    private Pause? Find(Host host)
    {
        // Nearly always: nobody has asked for anything.
        if (_pauses.Count == 0 || !_pauses.TryGetValue(host, out var pause)) return null;
        if (pause.Until > time.GetUtcNow()) return pause;
        _pauses.Remove(host);
        return null;
    }

    private bool HasRoom()
    {
        if (_pauses.Count < MaxHosts) return true;
        var now = time.GetUtcNow();
        foreach (var (host, pause) in _pauses)
        {
            if (pause.Until <= now) _pauses.Remove(host);
        }
        return _pauses.Count < MaxHosts;
    }

    private readonly record struct Host(string JobId, string Name, int Port)
    {
        public static Host Of(string jobId, Uri url) => new(jobId, url.IdnHost, url.Port);
    }

    private sealed class Pause(DateTimeOffset until)
    {
        public DateTimeOffset Until { get; } = until;
        public DateTimeOffset NextTurn { get; set; } = until;
    }
}
