using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;

namespace CrashLoop.App;

/// <summary>A journal whose appends are dangerous.</summary>
internal sealed class KillingJournal(IJournalStore inner, Killer killer) : IJournalStore
{
    private static readonly KillPoint[] s_points = [KillPoint.TimerCreated, KillPoint.TimerFired, KillPoint.ContinueAsNew];

    public Task<OwnershipLostException> Lost => inner.Lost;

    public Task<long> OpenAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken) => inner.OpenAsync(onLine, cancellationToken);

    public async Task<int> AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        killer.Pass(KillPoint.BeforeAppend);
        var deadly = Array.Exists(s_points, point => Holds(lines, point) && killer.IsDue(point));
        if (deadly && Random.Shared.Next(2) == 0) Killer.Kill();
        var segment = await inner.AppendAsync(lines, cancellationToken);
        if (deadly) Killer.Kill();
        killer.Pass(KillPoint.AfterAppend);
        return segment;
    }

    public Task ReadAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken) => inner.ReadAsync(onLine, cancellationToken);

    public Task TrimAsync(int firstNeededSegment, CancellationToken cancellationToken) => inner.TrimAsync(firstNeededSegment, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static bool Holds(ReadOnlyMemory<byte> lines, KillPoint point)
    {
        var holds = false;
        JournalText.ForEachLine(lines, line => holds |= LineReader.Read(line)?.Turn is { } turn && Is(turn, point));
        return holds;
    }

    private static bool Is(Turn turn, KillPoint point) => point switch
    {
        KillPoint.TimerCreated => turn.Decisions.Exists(decision => decision.Kind == DecisionKind.Timer),
        KillPoint.TimerFired => turn.Inputs.Exists(input => input.Event is HistoryEvent.TimerFired),
        _ => turn.End is { ContinuesAsNew: true },
    };
}
