using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;

namespace CrashLoop.App;

/// <summary>A journal whose appends are dangerous.</summary>
internal sealed class KillingJournal(IJournalStore inner, Killer killer, StepCount steps) : IJournalStore
{
    public Task<OwnershipLostException> Lost => inner.Lost;

    public Task<long> OpenAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken) => inner.OpenAsync(onLine, cancellationToken);

    public async Task<int> AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        killer.Pass(KillPoint.BeforeAppend);
        steps.Pass();
        var deadly = HoldsPoint(lines) && killer.IsDue(killer.Point);
        if (deadly && Random.Shared.Next(2) == 0) Killer.Kill();
        var segment = await inner.AppendAsync(lines, cancellationToken);
        if (deadly) Killer.Kill();
        killer.Pass(KillPoint.AfterAppend);
        return segment;
    }

    public Task ReadAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken) => inner.ReadAsync(onLine, cancellationToken);

    public Task TrimAsync(int firstNeededSegment, CancellationToken cancellationToken) => inner.TrimAsync(firstNeededSegment, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>Whether the point of this life is something that a line tells, and one of these does.</summary>
    private bool HoldsPoint(ReadOnlyMemory<byte> lines)
    {
        var holds = false;
        if (killer.Point is KillPoint.TimerCreated or KillPoint.TimerFired or KillPoint.ContinueAsNew or KillPoint.Rewound)
            JournalText.ForEachLine(lines, line => holds |= LineReader.Read(line) is { } read && Is(read, killer.Point));
        return holds;
    }

    private static bool Is(JournalLine line, KillPoint point) => point switch
    {
        KillPoint.TimerCreated => line.Turn?.Decisions.Exists(decision => decision.Kind == DecisionKind.Timer) ?? false,
        KillPoint.TimerFired => line.Turn?.Inputs.Exists(input => input.Event is HistoryEvent.TimerFired) ?? false,
        KillPoint.Rewound => line.Rewinding is not null,
        _ => line.Turn?.End is { ContinuesAsNew: true },
    };
}
