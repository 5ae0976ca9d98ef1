using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable;

/// <summary>What the journal says of one instance.</summary>
internal sealed class RecoveredInstance(InstanceState state)
{
    private readonly List<ReplayTurn> _turns = [];

    public InstanceState State { get; private set; } = state;
    public int FirstSegment { get; set; }

    /// <summary>In the order in which they were written.</summary>
    public OrderedDictionary<long, Message> Unconsumed { get; } = [];

    public HistoryEvent.Started? Started { get; private set; }
    public IReadOnlyList<ReplayTurn> Turns => _turns;

    /// <summary>The sequence of the last turn of this generation; 0 before the first.</summary>
    public long LastTurn { get; private set; }

    /// <summary>Nothing has happened since it was rewound.</summary>
    public bool EndsWithRewind { get; private set; }

    /// <summary>Set when part of the history is missing: the instance cannot go on.</summary>
    public string? Damage { get; private set; }

    public void AcceptStart(Message message, HistoryEvent.Started started)
    {
        Unconsumed.Add(message.Sequence, message);
        // Between two generations, what is known of the instance is what the first one left to the second.
        if (Started is null && State.Status == OrchestrationRuntimeStatus.Running) State = State.Restarted(State.InstanceId, started);
    }

    public void AcceptRewind(Message message)
    {
        Unconsumed.Add(message.Sequence, message);
        State = State.AwaitingRewind();
    }

    public void Apply(Rewinding rewinding)
    {
        Unconsumed.Remove(rewinding.Message);
        Started = rewinding.Started;
        LastTurn = rewinding.Sequence;
        EndsWithRewind = true;
        Damage = null;
        State = State.Rewound(rewinding.Started, rewinding.At);
        _turns.Clear();
        _turns.AddRange(rewinding.Turns);
    }

    /// <param name="turn">A turn of this instance.</param>
    /// <param name="segment">The segment that holds it.</param>
    /// <param name="strays">Where a message may be that is not among the instance's own.</param>
    public void Apply(Turn turn, int segment, Dictionary<long, Message> strays)
    {
        var inputs = new List<HistoryEvent>(turn.Inputs.Count);
        foreach (var (sequence, historyEvent) in turn.Inputs)
        {
            if (historyEvent is not null) inputs.Add(historyEvent);
            else if (Unconsumed.Remove(sequence, out var message) || strays.Remove(sequence, out message)) Take(message.Event, inputs);
            else Damage = $"The journal of instance '{turn.InstanceId}' is damaged: message {sequence}, which its turn {turn.Sequence} took, is missing.";
        }
        if (turn.Previous != LastTurn) TakeGap(turn);
        LastTurn = turn.Sequence;
        EndsWithRewind = false;
        _turns.Add(new ReplayTurn(turn.At, inputs, turn.Decisions));
        if (turn.End is not null) End(turn.End, turn.At, segment);
    }

    private void Take(HistoryEvent input, List<HistoryEvent> inputs)
    {
        if (input is HistoryEvent.Started started)
        {
            // A start that is taken while the instance runs has been refused.
            if (Started is not null) return;
            Started = started;
            State = State.Restarted(State.InstanceId, started) with { Status = OrchestrationRuntimeStatus.Running };
        }
        inputs.Add(input);
    }

    private void TakeGap(Turn turn)
    {
        Damage = $"The journal of instance '{turn.InstanceId}' is damaged: turn {turn.Previous}, which came before its turn {turn.Sequence}, is missing.";
        if (Started is not null || Unconsumed.Values.FirstOrDefault(message => message.Event is HistoryEvent.Started) is not { } start) return;
        // The missing turn took the start, which then has not been left for another run.
        Unconsumed.Remove(start.Sequence);
        Take(start.Event, []);
    }

    private void End(TurnEnd end, DateTimeOffset at, int segment)
    {
        _turns.Clear();
        LastTurn = 0;
        Started = null;
        State = State with { CustomStatus = end.CustomStatus };
        if (end.ContinuesAsNew)
        {
            FirstSegment = Unconsumed.Values.Select(message => message.Segment).Append(segment).Min();
            return;
        }
        State = State.Ended(end, at);
        // Only a start outlives the end: it starts the instance again.
        foreach (var dropped in Unconsumed.Values.Where(message => message.Event is not HistoryEvent.Started).ToList()) Unconsumed.Remove(dropped.Sequence);
    }
}
