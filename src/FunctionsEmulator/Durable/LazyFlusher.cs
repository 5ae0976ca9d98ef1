namespace FunctionsEmulator.Durable;

/// <summary>Has open lines written a moment later, those of many instances together.</summary>
internal sealed class LazyFlusher : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _delay;
    private readonly ITimer _timer;
    private HashSet<Instance> _waiting = [];

    public LazyFlusher(TimeProvider clock, TimeSpan delay)
    {
        _delay = delay;
        _timer = clock.CreateTimer(_ => FlushAll(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(Instance instance)
    {
        lock (_gate)
        {
            if (_waiting.Add(instance) && _waiting.Count == 1) _timer.Change(_delay, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void FlushAll()
    {
        HashSet<Instance> due;
        lock (_gate) (due, _waiting) = (_waiting, []);
        foreach (var instance in due) instance.Flush();
    }
}
