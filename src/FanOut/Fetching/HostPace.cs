namespace FanOut.Fetching;

/// <summary>
/// How fast a job may go at one host that has answered that it is too much: not at all for a while, or so many requests a
/// second. Half as many with each such answer to a request that kept to the pace, and more again, by the same amount each
/// second, while the host answers otherwise.
/// </summary>
internal sealed class HostPace
{
    /// <summary>At most, once a host has asked for less.</summary>
    public const double FirstPerSecond = 50;

    /// <summary>A host is never asked more seldom, but for a wait that it asks for itself.</summary>
    public const double SlowestPerSecond = 1;

    /// <summary>What a host that answers well gets more after a second, at any pace.</summary>
    public const double MorePerSecond = 2;

    /// <summary>A host that refuses is first given a rest: limits are often counted by the second. Meanwhile it is not slowed down for again.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>After so long without another such answer the host is as any other.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(60);

    /// <summary>What the newest answer counts among the last ones.</summary>
    private const double NewestShare = 0.1;

    /// <summary>A host that may be down is overloaded rather, when it refuses more of the last requests than this and answers others.</summary>
    private const double OverloadedShare = 0.5;

    private DateTimeOffset _pausedUntil;
    private DateTimeOffset _refusedAt;
    private DateTimeOffset _slowedAt;
    private DateTimeOffset _nextTurn;
    private DateTimeOffset _nextRetry;
    private double _refusedShare;
    private bool _answered;

    /// <summary>Null when it is not limited.</summary>
    public double? PerSecond { get; private set; }

    /// <summary>Another one when turns that were given no longer hold.</summary>
    public long Version { get; private set; }

    public bool IsOver(DateTimeOffset now) => !IsPaused(now) && now - _refusedAt >= Remembered;

    public bool HoldsBack(DateTimeOffset now) => IsPaused(now) || PerSecond is not null;

    /// <summary>The host asks to be left alone; a shorter pause does not end a longer one.</summary>
    public void Pause(DateTimeOffset until, long version)
    {
        if (_pausedUntil >= until) return;
        _pausedUntil = _nextTurn = _nextRetry = until;
        Version = version;
    }

    /// <summary>The host has refused a request and not said for how long.</summary>
    /// <param name="begun">When the request began; one that was under way when the pace changed says nothing of the new pace.</param>
    /// <param name="mayBeDown">The host, or this one page, may be unable to answer at all, which no pace would cure.</param>
    public void Refuse(DateTimeOffset begun, bool mayBeDown, DateTimeOffset now, long version)
    {
        _refusedAt = now;
        _refusedShare += (1 - _refusedShare) * NewestShare;
        if (mayBeDown && !(_answered && _refusedShare > OverloadedShare)) return;
        if (PerSecond is not null && (begun <= _slowedAt || now - _slowedAt < Rest)) return;
        PerSecond = PerSecond is { } pace ? Math.Max(pace / 2, SlowestPerSecond) : FirstPerSecond;
        _slowedAt = now;
        _answered = false;
        // Those that wait are given new turns when they wake up.
        _nextTurn = now + Rest;
        if (_nextRetry < _nextTurn) _nextRetry = _nextTurn;
        Version = version;
    }

    /// <summary>The host has answered a request.</summary>
    public void Answer()
    {
        _answered = true;
        _refusedShare -= _refusedShare * NewestShare;
        PerSecond += MorePerSecond / PerSecond;
    }

    /// <summary>When the caller may go, one after the other.</summary>
    public DateTimeOffset TakeTurn(DateTimeOffset now)
    {
        var turn = Latest(_nextTurn, _pausedUntil, now);
        _nextTurn = turn + Spacing;
        return turn;
    }

    /// <summary>When a URL that has been refused may go again. Its time runs: it goes before those whose time has not begun.</summary>
    public DateTimeOffset TakeRetryTurn(DateTimeOffset now, TimeSpan backoff)
    {
        var turn = Latest(_nextRetry, _pausedUntil, PerSecond is null ? now : now + backoff);
        _nextRetry = turn + Spacing;
        _nextTurn = Latest(_nextTurn, _pausedUntil, now) + Spacing;
        return turn;
    }

    private TimeSpan Spacing => PerSecond is { } pace ? TimeSpan.FromSeconds(1 / pace) : HostPauses.Spacing;

    private bool IsPaused(DateTimeOffset now) => _pausedUntil > now;

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b, DateTimeOffset c)
    {
        var later = a > b ? a : b;
        return later > c ? later : c;
    }
}
