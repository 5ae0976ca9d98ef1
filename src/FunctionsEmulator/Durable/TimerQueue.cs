namespace FunctionsEmulator.Durable;

/// <summary>All waiting timers of a task hub behind one timer of the clock.</summary>
internal sealed class TimerQueue : IDisposable
{
    /// <summary>The clock's timers hold about 49 days; a longer wait is cut into pieces.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Entry, DateTimeOffset> _entries = new();
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private int _cancelled;

    public TimerQueue(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Calls back once, on a pool thread, at or after <paramref name="dueAt"/>; dispose the result to call it off.</summary>
    public IDisposable Add(DateTimeOffset dueAt, Action callback)
    {
        var entry = new Entry(this, callback);
        lock (_gate)
        {
            _entries.Enqueue(entry, dueAt);
            if (ReferenceEquals(_entries.Peek(), entry)) Arm(dueAt);
        }
        return entry;
    }

    /// <summary>When the next timer is due; null when none waits.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                DropCancelledHead();
                return _entries.TryPeek(out _, out var dueAt) ? dueAt : null;
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void FireDue()
    {
        var due = new List<Entry>();
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            while (_entries.TryPeek(out var entry, out var dueAt) && (entry.Callback is null || dueAt <= now))
            {
                _entries.Dequeue();
                if (entry.Callback is not null) due.Add(entry);
                else _cancelled--;
            }
            if (_entries.TryPeek(out _, out var next)) Arm(next);
        }
        foreach (var entry in due) entry.Take()?.Invoke();
    }

    private void Arm(DateTimeOffset dueAt)
    {
        var wait = dueAt - _clock.GetUtcNow();
        if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;
        else if (wait > s_longestWait) wait = s_longestWait;
        // Timers round down to whole milliseconds; one that came early would find nothing due and be armed again for 0 ms.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private void OnCancelled()
    {
        lock (_gate)
        {
            _cancelled++;
            if (_cancelled <= _entries.Count / 2) return;
            var live = _entries.UnorderedItems.Where(item => item.Element.Callback is not null).ToArray();
            _entries.Clear();
            _entries.EnqueueRange(live);
            _cancelled = 0;
        }
    }

    private void DropCancelledHead()
    {
        while (_entries.TryPeek(out var entry, out _) && entry.Callback is null)
        {
            _entries.Dequeue();
            _cancelled--;
        }
    }

    private sealed class Entry(TimerQueue owner, Action callback) : IDisposable
    {
        private Action? _callback = callback;

        public Action? Callback => Volatile.Read(ref _callback);

        public Action? Take() => Interlocked.Exchange(ref _callback, null);

        public void Dispose()
        {
            if (Take() is not null) owner.OnCancelled();
        }
    }
}
