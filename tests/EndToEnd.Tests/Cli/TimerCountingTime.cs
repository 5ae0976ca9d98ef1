using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace EndToEnd.Tests.Cli;

/// <summary>A clock that stands still and tells when so many waits have begun.</summary>
internal sealed class TimerCountingTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    public async Task TimersAsync(int count)
    {
        for (var seen = 0; seen < count; seen++)
            await _timers.Reader.ReadAsync();
    }
}
