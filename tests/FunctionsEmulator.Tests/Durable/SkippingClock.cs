using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>A clock on which every wait ends at once: it jumps to the time that a timer was set for.</summary>
internal sealed class SkippingClock : FakeTimeProvider
{
    private readonly Lock _gate = new();

    public SkippingClock()
        : base(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new SkippingTimer(this, base.CreateTimer(callback, state, dueTime, period));

    private void SkipTo(DateTimeOffset time)
    {
        lock (_gate)
        {
            if (time > GetUtcNow()) SetUtcNow(time);
        }
    }

    private sealed class SkippingTimer(SkippingClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var dueAt = clock.GetUtcNow() + dueTime;
            var changed = timer.Change(dueTime, period);
            if (dueTime > TimeSpan.Zero) ThreadPool.QueueUserWorkItem(_ => clock.SkipTo(dueAt));
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
