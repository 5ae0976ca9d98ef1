using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Durable;

/// <summary>Finds the last generation of one instance in the journal: an instance that has ended keeps no history.</summary>
internal sealed class LastGeneration(string instanceId)
{
    private readonly Dictionary<long, HistoryEvent> _messages = [];
    private Generation? _generation;
    private long _last;

    /// <summary>As far as the lines tell; null when none of it is left.</summary>
    public Generation? Found => _generation;

    public static async Task<Generation?> ReadAsync(JournalReader journal, string instanceId, CancellationToken cancellationToken)
    {
        var reading = new LastGeneration(instanceId);
        await InstanceLines.ReadAsync(journal, instanceId, reading.OnLine, cancellationToken);
        return reading.Found;
    }

    public void OnLine(JournalLine line)
    {
        if (!string.Equals(line.InstanceId, instanceId, StringComparison.Ordinal)) return;
        if (line.Purged) _generation = null;
        else if (line.Message is { } message) _messages[line.Sequence] = message.Event;
        else if (line.Turn is { } turn) OnTurn(turn);
        else if (line.Rewinding is { } rewinding) OnRewinding(rewinding);
    }

    private void OnRewinding(Rewinding rewinding)
    {
        _generation = new Generation(instanceId, rewinding.Started);
        _generation.Turns.AddRange(rewinding.Turns);
        _last = rewinding.Sequence;
    }

    private void OnTurn(Turn turn)
    {
        var inputs = new List<HistoryEvent>(turn.Inputs.Count);
        string? damage = null;
        foreach (var (sequence, told) in turn.Inputs)
        {
            var input = told;
            if (input is null && !_messages.Remove(sequence, out input))
            {
                damage = $"message {sequence}, which turn {turn.Sequence} took, is missing";
                continue;
            }
            if (input is HistoryEvent.Started started)
            {
                // A start that is taken while the instance runs has been refused.
                if (_generation is { End: null }) continue;
                (_generation, _last) = (new Generation(instanceId, started), 0);
            }
            inputs.Add(input);
        }
        // What is left of a generation whose start has been dropped from the journal.
        if (_generation is null) return;
        if (turn.Previous != _last) damage = $"turn {turn.Previous}, which came before turn {turn.Sequence}, is missing";
        _generation.Damage ??= damage;
        _generation.Turns.Add(new ReplayTurn(turn.At, inputs, turn.Decisions));
        _generation.End = turn.End;
        _last = turn.End is null ? turn.Sequence : 0;
    }
}
