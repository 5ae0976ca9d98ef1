using Microsoft.Extensions.Time.Testing;

namespace FanOut.Tests.Orchestration.Engine;

/// <summary>
/// A clock that leaps over short waits, such as those between two attempts; longer ones last until the test moves it on.
/// </summary>
internal sealed class EagerTimeProvider() : FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan s_shortWait = TimeSpan.FromSeconds(22);

    private readonly Lock _gate = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // On a thread of its own, since the clock is held while it moves on: a callback may hold what a caller of the clock waits for.
        var fire = new TimerCallback(_ => ThreadPool.QueueUserWorkItem(_ => callback(state)));
        var timer = new LeapingTimer(this, base.CreateTimer(fire, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    public void MoveOn(TimeSpan by)
    {
        lock (_gate) Advance(by);
    }

    private sealed class LeapingTimer(EagerTimeProvider clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool changed;
            lock (clock._gate) changed = timer.Change(dueTime, period);
            if (dueTime >= TimeSpan.Zero && dueTime < s_shortWait) ThreadPool.QueueUserWorkItem(_ => clock.MoveOn(dueTime));
            return changed;
        }

        /// <summary>Not while the clock moves on: a timer that goes under its hands makes it fail.</summary>
        public void Dispose()
        {
            lock (clock._gate) timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
