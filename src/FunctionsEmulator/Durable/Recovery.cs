using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Durable;

/// <summary>Reads a journal from its start and finds out where every instance stands.</summary>
internal sealed partial class Recovery(ILogger log)
{
    private readonly Dictionary<long, List<Message>> _uncommitted = [];

    /// <summary>
    /// Messages that reached the journal while their instance was not there. A turn may have taken one all the same: its
    /// start was written a little later but delivered first, or was in a segment that is gone.
    /// </summary>
    private readonly Dictionary<long, Message> _strays = [];

    public Dictionary<string, RecoveredInstance> Instances { get; } = new(StringComparer.Ordinal);

    public void OnLine(int segment, ReadOnlyMemory<byte> bytes)
    {
        var line = LineReader.Read(bytes);
        if (line is null) LogDamaged(log, segment, bytes.Length);
        else if (line.Purged) Instances.Remove(line.InstanceId);
        else if (line.Turn is not null) OnTurn(line.Turn, segment);
        else if (line.Rewinding is not null) OnRewinding(line.Rewinding);
        else if (line.Message is { } message) OnMessage(message, segment);
    }

    /// <summary>A message that a turn sent counts once that turn is in the journal too, which is the next thing after it.</summary>
    private void OnMessage(Message message, int segment)
    {
        message.Segment = segment;
        if (message.SentBy == 0)
        {
            Accept(message, continues: false);
            return;
        }
        if (!_uncommitted.TryGetValue(message.SentBy, out var siblings)) _uncommitted[message.SentBy] = siblings = [];
        siblings.Add(message);
    }

    private void OnTurn(Turn turn, int segment)
    {
        if (Instances.TryGetValue(turn.InstanceId, out var instance))
        {
            instance.Apply(turn, segment, _strays);
        }
        else
        {
            foreach (var (sequence, _) in turn.Inputs) _strays.Remove(sequence);
        }
        AcceptSent(turn.Sequence, turn.InstanceId);
    }

    private void OnRewinding(Rewinding rewinding)
    {
        if (Instances.TryGetValue(rewinding.InstanceId, out var instance)) instance.Apply(rewinding);
        AcceptSent(rewinding.Sequence, rewinding.InstanceId);
    }

    private void AcceptSent(long sequence, string sender)
    {
        if (!_uncommitted.Remove(sequence, out var sent)) return;
        foreach (var message in sent) Accept(message, continues: string.Equals(message.InstanceId, sender, StringComparison.Ordinal));
    }

    /// <param name="message">The message.</param>
    /// <param name="continues">The instance has sent it to itself, as it does when it continues as new.</param>
    private void Accept(Message message, bool continues)
    {
        Instances.TryGetValue(message.InstanceId, out var instance);
        if (message.Event is HistoryEvent.Started started)
        {
            if (instance is null or { State.IsFinal: true, Unconsumed.Count: 0 })
            {
                Instances[message.InstanceId] = instance = new RecoveredInstance(InstanceState.Pending(message.InstanceId, started)) { FirstSegment = message.Segment };
                if (continues) AdoptStrays(instance);
            }
            instance.AcceptStart(message, started);
        }
        else if (message.Event is HistoryEvent.Rewound && instance?.State.Status == OrchestrationRuntimeStatus.Failed)
        {
            instance.AcceptRewind(message);
        }
        else if (instance is { State.IsFinal: false })
        {
            instance.Unconsumed.Add(message.Sequence, message);
        }
        else
        {
            _strays.Add(message.Sequence, message);
        }
    }

    /// <summary>The generation before began in a segment that is gone; what it left unread is for this one.</summary>
    private void AdoptStrays(RecoveredInstance instance)
    {
        foreach (var stray in _strays.Values.Where(stray => string.Equals(stray.InstanceId, instance.State.InstanceId, StringComparison.Ordinal)).ToList())
        {
            _strays.Remove(stray.Sequence);
            instance.Unconsumed.Add(stray.Sequence, stray);
            instance.FirstSegment = Math.Min(instance.FirstSegment, stray.Segment);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A line of {Length} bytes in journal segment {Segment} is damaged and was left out.")]
    private static partial void LogDamaged(ILogger log, int segment, int length);
}
