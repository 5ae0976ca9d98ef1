using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable;

/// <content>Rebuilding a run from its history: after a restart, and every turn in the mode that proves determinism.</content>
internal sealed partial class Instance
{
    private readonly List<ReplayTurn> _history = [];

    /// <summary>Without its failures, code that was rewound may have nothing left to wait for.</summary>
    private bool _mayEnd;

    /// <summary>Rebuilds the instance from its journal; what had no answer is done again.</summary>
    public void Recover(HistoryEvent.Started started, RecoveredInstance recovered)
    {
        Resume(started, recovered.Turns, recovered.LastTurn, recovered.Damage, recovered.EndsWithRewind);
    }

    private void Resume(HistoryEvent.Started started, IReadOnlyList<ReplayTurn> turns, long lastTurn, string? damage, bool endsWithRewind)
    {
        _lastTurn = lastTurn;
        _mayEnd = endsWithRewind;
        foreach (var input in turns.SelectMany(turn => turn.Inputs))
        {
            if (input is HistoryEvent.Suspended) _suspended = true;
            else if (input is HistoryEvent.Resumed) _suspended = false;
        }
        var mismatch = VersionGate.Mismatch(engine.Options, started.Version);
        if (mismatch is not null && engine.Options.VersionFailure == VersionFailure.Reject) return;
        _run = engine.NewRun(this, started);
        if (mismatch is not null)
        {
            PutBack([new InboxItem { Break = mismatch, Broken = _run }]);
            return;
        }
        var difference = damage ?? Replay(turns);
        if (engine.Options.ReplayEveryTurn) _history.AddRange(turns);
        if (difference is not null)
        {
            PutBack([new InboxItem { Break = Failed(difference), Broken = _run }]);
            return;
        }
        Publish(NextState(Later(turns.Count > 0 ? turns[^1].At : started.CreatedAt)));
        // Timers that have come due meanwhile fire in the order of their time.
        foreach (var task in _run.OpenTasks.OrderBy(task => task.DueAt))
        {
            if (task.Kept is not null) Answer(task);
            else if (task.Kind == DecisionKind.Activity) engine.Activities.Dispatch(this, _generation, task);
            else if (task.Kind == DecisionKind.Timer) StartTimer(task);
        }
        if (_run.End is { } end) PutBack([new InboxItem { Break = end, Broken = _run }]);
    }

    private void Remember(OpenTurn turn)
    {
        if (engine.Options.ReplayEveryTurn) _history.Add(new ReplayTurn(turn.At, turn.Inputs, turn.Decisions));
    }

    private void ReplayForTurn(List<InboxItem> items)
    {
        IReadOnlyList<ReplayTurn> turns = _turn is null ? _history : [.. _history, new ReplayTurn(_turn.At, _turn.Inputs, _turn.Decisions)];
        var before = _run!;
        _run = engine.NewRun(this, before.Started);
        for (var i = 0; i < items.Count; i++)
        {
            if (ReferenceEquals(items[i].Broken, before)) items[i] = items[i] with { Broken = _run };
        }
        var difference = Replay(turns);
        _run.CustomStatusChanged = before.CustomStatusChanged;
        if (difference is not null) Break(Failed(difference));
    }

    /// <summary>Where the code differs. A turn that ends an instance says so: what is replayed goes on.</summary>
    private string? Replay(IReadOnlyList<ReplayTurn> turns) =>
        HistoryReplay.Feed(_run!, Id, turns) ?? (_mayEnd ? null : HistoryReplay.CompareEnds(_run!, Id, recorded: null));

    private static TurnEnd Failed(string message) => new(
        OrchestrationRuntimeStatus.Failed, null, Failures.Of(TaskErrors.NonDeterministic, message));
}
