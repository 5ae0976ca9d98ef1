using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Durable;

/// <summary>Reads a journal from its start and finds out where every instance stands.</summary>
internal sealed partial class Recovery(ILogger log)
{
    private readonly Dictionary<long, List<(Message Message, int Segment)>> _uncommitted = [];

    public Dictionary<string, RecoveredInstance> Instances { get; } = new(StringComparer.Ordinal);

    public void OnLine(int segment, ReadOnlyMemory<byte> bytes)
    {
        var line = LineReader.Read(bytes);
        if (line is null) LogDamaged(log, segment, bytes.Length);
        else if (line.Purged) Instances.Remove(line.InstanceId);
        else if (line.Turn is not null) OnTurn(line.Turn);
        else if (line.Message is { SentBy: 0 } message) Accept(message, segment);
        else if (line.Message is { } sent) OnSent(sent, segment);
    }

    /// <summary>A message counts once the turn that sent it is in the journal too, which is the next thing after it.</summary>
    private void OnSent(Message sent, int segment)
    {
        if (!_uncommitted.TryGetValue(sent.SentBy, out var siblings)) _uncommitted[sent.SentBy] = siblings = [];
        siblings.Add((sent, segment));
    }

    private void OnTurn(Turn turn)
    {
        if (Instances.TryGetValue(turn.InstanceId, out var instance)) instance.Apply(turn);
        if (!_uncommitted.Remove(turn.Sequence, out var sent)) return;
        foreach (var (message, segment) in sent) Accept(message, segment);
    }

    private void Accept(Message message, int segment)
    {
        Instances.TryGetValue(message.InstanceId, out var instance);
        if (message.Event is HistoryEvent.Started started && (instance is null || instance.State.IsFinal))
        {
            Instances[message.InstanceId] = instance = new RecoveredInstance(InstanceState.Pending(message.InstanceId, started)) { FirstSegment = segment };
        }
        if (instance is null || instance.State.IsFinal) return;
        if (instance.FirstSegment == 0) instance.FirstSegment = segment;
        message.Segment = segment;
        instance.Unconsumed.Add(message.Sequence, message);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A line of {Length} bytes in journal segment {Segment} is damaged and was left out.")]
    private static partial void LogDamaged(ILogger log, int segment, int length);

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

        /// <summary>Set when part of the history is missing: the instance cannot go on.</summary>
        public string? Damage { get; private set; }

        public void Apply(Turn turn)
        {
            var inputs = new List<HistoryEvent>(turn.Inputs.Count);
            foreach (var (sequence, historyEvent) in turn.Inputs)
            {
                if (historyEvent is not null) inputs.Add(historyEvent);
                else if (Unconsumed.Remove(sequence, out var message)) inputs.Add(message.Event);
                else Damage = $"The journal of instance '{turn.InstanceId}' is damaged: message {sequence}, which its turn {turn.Sequence} took, is missing.";
            }
            foreach (var started in inputs.OfType<HistoryEvent.Started>()) Begin(started);
            _turns.Add(new ReplayTurn(turn.At, inputs, turn.Decisions));
            if (turn.End is not null) End(turn.End, turn.At);
        }

        private void Begin(HistoryEvent.Started started)
        {
            Started = started;
            State = State.Restarted(State.InstanceId, started) with { Status = OrchestrationRuntimeStatus.Running };
        }

        private void End(TurnEnd end, DateTimeOffset at)
        {
            _turns.Clear();
            Started = null;
            if (end.ContinuesAsNew)
            {
                FirstSegment = Unconsumed.Values.Select(message => message.Segment).DefaultIfEmpty().Min();
                return;
            }
            State = State.Ended(end, at);
            Unconsumed.Clear();
        }
    }
}
