using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable;

/// <content>What a turn takes from the inbox, and what the orchestrator's code makes of it.</content>
internal sealed partial class Instance
{
    private readonly List<InboxItem> _held = [];
    private readonly List<Effect> _effects = [];
    private OrchestrationRun? _run;
    private OpenTurn? _turn;
    private TurnEnd? _end;
    private int _generation;
    private long _lastTurn;
    private bool _suspended;
    private bool _urgent;
    private bool _releaseHeld;

    /// <summary>The start of an instance whose time has not come, or whose version this host does not run.</summary>
    private Message? _scheduled;

    private void TakeAll(List<InboxItem> items)
    {
        _urgent = false;
        if (engine.Options.ReplayEveryTurn && _run is not null) ReplayForTurn(items);
        for (var i = 0; i < items.Count && _end is null; i++)
        {
            if (IsAheadOfTurn(items[i]))
            {
                _urgent = true;
                PutBack(items.Skip(i));
                break;
            }
            if (items[i] == default) _urgent |= _turn is not null;
            else Take(items[i]);
            _end ??= _run?.End;
            if (_rewind is not null)
            {
                PutBack(items.Skip(i + 1));
                break;
            }
            if (_end is null && !_releaseHeld) continue;
            // What was held back came before what is left here; after an end, the rest is for the next generation.
            PutBack([.. _releaseHeld ? _held : [], .. items.Skip(i + 1)]);
            if (_releaseHeld) _held.Clear();
            _releaseHeld = false;
            break;
        }
        _urgent |= _end is not null || _run is { CustomStatusChanged: true };
    }

    private void Take(InboxItem item)
    {
        if (item.Break is { } end)
        {
            if (ReferenceEquals(item.Broken, _run)) Break(end);
        }
        else if (item.Message is { } message)
        {
            if (!message.Consumed) Take(item, message);
        }
        else if (item.Generation == _generation && _run is not null && IsOpen(item.Answer!))
        {
            if (_suspended) _held.Add(item);
            else Feed(item.Answer!, null);
        }
    }

    private void Take(InboxItem item, Message message)
    {
        switch (message.Event)
        {
            case HistoryEvent.Started started when _run is null:
                if (started.StartAt is { } startAt && startAt > engine.Clock.GetUtcNow())
                {
                    _scheduled = message;
                    engine.Timers.Add(startAt, () => Enqueue(item));
                }
                else if (VersionGate.Mismatch(engine.Options, started.Version) is { } mismatch)
                {
                    if (engine.Options.VersionFailure == VersionFailure.Fail) FailAtStart(message, mismatch);
                    else _scheduled = message;
                }
                else
                {
                    Start(started, message);
                }
                break;
            case HistoryEvent.Started started:
                Refuse(started, message);
                break;
            case HistoryEvent.Rewound:
                // One that comes a second time finds the instance going on.
                message.Consumed = true;
                if (_run is null && State.AwaitsRewind) _rewind = message;
                break;
            case not HistoryEvent.Started when _run is null && State.IsFinal:
                // It was on its way when the instance ended.
                break;
            case HistoryEvent.Terminated terminated:
                Terminate(terminated, message);
                break;
            case HistoryEvent.Resumed when _suspended && _run is not null:
                Feed(message.Event, message);
                _suspended = false;
                _urgent = true;
                _releaseHeld = true;
                break;
            case HistoryEvent.Suspended when _run is not null:
                Feed(message.Event, message);
                _urgent |= !_suspended;
                _suspended = true;
                break;
            default:
                if (_run is null || _suspended) _held.Add(item);
                else Feed(message.Event, message);
                break;
        }
    }

    /// <summary>
    /// The first turn happens at the time that the start itself tells. So it follows from what is in the journal and from
    /// nothing else, and its activities need not wait for its line; see <see cref="CarryOutAhead"/>.
    /// </summary>
    private void Start(HistoryEvent.Started started, Message message)
    {
        Publish(State.Restarted(Id, started));
        _run = engine.NewRun(this, started);
        OpenTurnAt(started.StartAt ?? started.CreatedAt);
        Feed(started, message);
        _urgent = _effects.Exists(effect => effect is Effect.Send);
        _releaseHeld = _held.Count > 0;
    }

    /// <summary>Takes the start of an instance of whose code nothing may run.</summary>
    private void FailAtStart(Message message, TurnEnd end)
    {
        Record(OpenTurnAt(Later(engine.Clock.GetUtcNow())), message.Event, message);
        _end = end;
    }

    /// <summary>
    /// An instance of this id runs already. The journal hears of it too: otherwise a restart would find a start that nobody
    /// has taken.
    /// </summary>
    private void Refuse(HistoryEvent.Started started, Message message)
    {
        var turn = _turn ?? OpenTurnAt(Later(engine.Clock.GetUtcNow()));
        message.Consumed = true;
        turn.Line.TurnMessage(message.Sequence);
        _urgent = true;
        if (started.Parent is not { } parent) return;
        _effects.Add(new Effect.Send(parent.InstanceId, new HistoryEvent.TaskFailed(parent.TaskId, Failures.Of(
            "OrchestrationAlreadyExists", $"An instance with the id '{Id}' runs already."))));
    }

    private void Terminate(HistoryEvent.Terminated terminated, Message message)
    {
        var turn = _turn ?? OpenTurnAt(Later(engine.Clock.GetUtcNow()));
        if (_scheduled is { Consumed: false } scheduled) Record(turn, scheduled.Event, scheduled);
        Record(turn, terminated, message);
        if (terminated.Recursive && _run is not null)
        {
            foreach (var child in _run.OpenTasks.Where(task => task.ChildId is not null)) _effects.Add(new Effect.Send(child.ChildId!, terminated));
        }
        _run?.Abort();
        _end = new TurnEnd(OrchestrationRuntimeStatus.Terminated, terminated.Output, null);
    }

    private void Break(TurnEnd end)
    {
        if (_turn is null) OpenTurnAt(Later(engine.Clock.GetUtcNow()));
        _run?.Abort();
        _end = end;
    }

    private void Feed(HistoryEvent historyEvent, Message? message)
    {
        var turn = _turn ?? OpenTurnAt(Later(engine.Clock.GetUtcNow()));
        Record(turn, historyEvent, message);
        if (historyEvent is HistoryEvent.TimerFired fired) _timers.Remove(fired.TaskId);
        _run!.Feed(historyEvent, turn.At, replaying: false);
        turn.Decisions.AddRange(_run.Decisions);
        // Once its first turn is past, nothing an instance does may run ahead of the journal.
        _urgent |= _run.Outgoing.Exists(effect => effect is not Effect.CancelTimer);
        _effects.AddRange(_run.Outgoing);
        _run.Decisions.Clear();
        _run.Outgoing.Clear();
    }

    private void Record(OpenTurn turn, HistoryEvent historyEvent, Message? message)
    {
        if (message is null)
        {
            turn.Line.TurnEvent(historyEvent);
        }
        else
        {
            message.Consumed = true;
            turn.Line.TurnMessage(message.Sequence);
        }
        if (engine.Options.ReplayEveryTurn) turn.Inputs.Add(historyEvent);
    }

    private OpenTurn OpenTurnAt(DateTimeOffset at)
    {
        _turn = new OpenTurn(LineWriter.Rent(), engine.NextSequence(), at);
        _turn.Line.OpenTurn(Id, _turn.Sequence, _lastTurn, at);
        _lastTurn = _turn.Sequence;
        return _turn;
    }

    /// <summary>The orchestrator's clock never goes back, whatever the machine's does.</summary>
    private DateTimeOffset Later(DateTimeOffset now) => now > State.LastUpdatedAt ? now : State.LastUpdatedAt;

    /// <summary>
    /// A turn whose line is still open may have begun before a timer was due; the timer gets one of its own, so that code
    /// which it wakes never finds the clock before the time it waited for.
    /// </summary>
    private bool IsAheadOfTurn(InboxItem item) =>
        item.Answer is HistoryEvent.TimerFired fired && item.Generation == _generation && _turn is not null && _run?.DueAt(fired.TaskId) > _turn.At;

    private bool IsOpen(HistoryEvent answer) => answer switch
    {
        HistoryEvent.TaskCompleted e => _run!.IsOpen(e.TaskId),
        HistoryEvent.TaskFailed e => _run!.IsOpen(e.TaskId),
        HistoryEvent.TimerFired e => _run!.IsOpen(e.TaskId),
        _ => false,
    };
}
