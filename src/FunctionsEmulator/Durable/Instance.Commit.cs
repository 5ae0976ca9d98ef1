using System.Buffers;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Durable.Tracing;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable;

/// <content>How a turn becomes durable, and what follows from it.</content>
internal sealed partial class Instance
{
    private readonly Dictionary<int, IDisposable> _timers = [];

    /// <summary>
    /// Carries out what a first turn decided: it follows from a start that is in the journal, and from nothing else, so
    /// after a crash it would be decided again. Its line is written a little later, together with the first answers.
    /// </summary>
    private void CarryOutAhead()
    {
        if (State.Status == OrchestrationRuntimeStatus.Pending) Publish(State with { Status = OrchestrationRuntimeStatus.Running });
        CarryOut();
        engine.FlushLater(this);
    }

    private async Task CommitAsync()
    {
        var turn = _turn!;
        if (_end is not null) _end = _end with { CustomStatus = _run is { CustomStatusChanged: true } ? _run.CustomStatus : State.CustomStatus };
        var messages = Outbox(turn);
        Task<int> durable;
        using (turn.Line) durable = engine.Journal.AppendAsync(Lines(messages), turn.Line.CloseTurn(turn.Decisions, _end).Span);
        Remember(turn);
        _turn = null;

        // A line that only saves inputs has nothing to wait for.
        if (_end is null && messages.Count == 0 && _effects.Count == 0 && !StateWillChange()) return;

        var segment = await durable;
        // Before its end is known: who waits for that may look at the trace next.
        if (_end is not null && _run is not null) DurableSpans.OrchestrationEnded(Id, _run, _end, turn.At);
        Publish(NextState(turn.At));
        CarryOut();
        if (_end is not null) CloseGeneration(_end, segment);
        foreach (var message in messages) engine.Route(message, segment);
    }

    private static ReadOnlySpan<byte> Lines(List<Message> messages)
    {
        if (messages.Count == 0) return default;
        var lines = new ArrayBufferWriter<byte>();
        using var writer = LineWriter.Rent();
        foreach (var message in messages)
        {
            // In one piece: without its length the buffer would grow step by step.
            var line = writer.Message(message).Span;
            line.CopyTo(lines.GetSpan(line.Length));
            lines.Advance(line.Length);
        }
        return lines.WrittenSpan;
    }

    private bool StateWillChange() =>
        _run is { CustomStatusChanged: true } || State.Status == OrchestrationRuntimeStatus.Pending
        || _suspended != (State.Status == OrchestrationRuntimeStatus.Suspended);

    private InstanceState NextState(DateTimeOffset at)
    {
        var next = State with { LastUpdatedAt = at };
        if (_run is { CustomStatusChanged: true })
        {
            next = next with { CustomStatus = _run.CustomStatus };
            _run.CustomStatusChanged = false;
        }
        if (_end is { ContinuesAsNew: false }) return next.Ended(_end, at);
        return next with { Status = _suspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running };
    }

    /// <summary>The messages that this turn sends; they are in the same append as its line, before it.</summary>
    private List<Message> Outbox(OpenTurn turn)
    {
        var messages = new List<Message>();
        foreach (var send in _effects.OfType<Effect.Send>()) Send(send.InstanceId, send.Event);
        if (_end is { ContinuesAsNew: true })
        {
            Send(Id, _run!.NextGeneration(turn.At));
            foreach (var unread in _run.UnreadEvents()) Send(Id, unread);
        }
        else if (_end is not null && State.Parent is { } parent)
        {
            Send(parent.InstanceId, _end.AnswerTo(parent));
        }
        return messages;

        void Send(string instanceId, HistoryEvent historyEvent) =>
            messages.Add(new Message(engine.NextSequence(), instanceId, historyEvent) { SentBy = turn.Sequence });
    }

    private void CarryOut()
    {
        foreach (var effect in _effects)
        {
            switch (effect)
            {
                case Effect.RunActivity e:
                    engine.Activities.Dispatch(this, _generation, e.Task);
                    break;
                case Effect.Answer e:
                    Answer(e.Task);
                    break;
                case Effect.StartTimer e:
                    StartTimer(e.Task);
                    break;
                case Effect.CancelTimer e when _timers.Remove(e.TaskId, out var timer):
                    timer.Dispose();
                    break;
            }
        }
        _effects.Clear();
    }

    private void Answer(OpenTask task) => Deliver(_generation, new HistoryEvent.TaskCompleted(task.Id, task.Kept!.Result));

    private void StartTimer(OpenTask task)
    {
        if (_run is null || !_run.IsOpen(task.Id)) return;
        var generation = _generation;
        _timers[task.Id] = engine.Timers.Add(new DateTimeOffset(task.DueAt), () => Deliver(generation, new HistoryEvent.TimerFired(task.Id)));
    }

    /// <summary>Forgets everything of the run that has ended; only <see cref="State"/> stays.</summary>
    private void CloseGeneration(TurnEnd end, int segment)
    {
        _generation++;
        _mayEnd = false;
        _lastTurn = 0;
        _run = null;
        _end = null;
        _suspended &= end.ContinuesAsNew;
        foreach (var timer in _timers.Values) timer.Dispose();
        _timers.Clear();
        _effects.Clear();
        _history.Clear();
        if (end.ContinuesAsNew) FirstSegment = OldestUnread(segment);
        else DropInbox();
    }

    /// <summary>The oldest segment with a message that the next generation is still to take.</summary>
    private int OldestUnread(int segment)
    {
        lock (_gate)
        {
            return _inbox.Concat(_held).Where(item => item.Message is { Consumed: false }).Select(item => item.Message!.Segment).Append(segment).Min();
        }
    }

    /// <summary>The end is known to all by now: a start or a rewind may have followed it already.</summary>
    private void DropInbox()
    {
        _held.Clear();
        lock (_gate) _inbox.RemoveAll(item => item.Message?.Event is not (HistoryEvent.Started or HistoryEvent.Rewound));
    }
}
