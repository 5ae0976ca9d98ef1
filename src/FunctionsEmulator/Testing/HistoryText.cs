using System.Text;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Testing;

/// <summary>The history of one instance as text: its lines of the journal as they are.</summary>
internal static class HistoryText
{
    /// <summary>The lines of an instance; a message without the turn that sent it was never sent.</summary>
    public static string Of(ReadOnlyMemory<byte> journal, string instanceId)
    {
        var turns = new HashSet<long> { 0 };
        var own = new List<(JournalLine Line, ReadOnlyMemory<byte> Text)>();
        JournalText.ForEachLine(journal, text =>
        {
            var line = LineReader.Read(text)!;
            if (line.Turn is not null || line.Rewinding is not null) turns.Add(line.Sequence);
            if (string.Equals(line.InstanceId, instanceId, StringComparison.Ordinal)) own.Add((line, text));
        });
        var history = new StringBuilder();
        foreach (var (line, text) in own.Where(entry => turns.Contains(entry.Line.Message?.SentBy ?? 0)))
        {
            history.Append(Encoding.UTF8.GetString(text.Span)).Append('\n');
        }
        return history.ToString();
    }

    /// <summary>Reads the generations of an instance; line ends may have become those of another system.</summary>
    /// <exception cref="FormatException">It is not a history, or has been damaged.</exception>
    public static IReadOnlyList<Generation> Read(string history)
    {
        var messages = new Dictionary<long, HistoryEvent>();
        var generations = new List<Generation>();
        Generation? current = null;
        var last = 0L;
        foreach (var text in history.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var line = LineReader.Read(Encoding.UTF8.GetBytes(text))
                ?? throw new FormatException($"This line is not one of a history, or has been changed: {text}");
            if (line.Message is { } message) messages[message.Sequence] = message.Event;
            if (line.Rewinding is { } rewinding)
            {
                generations.Add(current = new Generation(rewinding.InstanceId, rewinding.Started));
                current.Turns.AddRange(rewinding.Turns);
                last = rewinding.Sequence;
            }
            if (line.Turn is not { } turn) continue;
            if (turn.Previous != last) throw new FormatException($"Turn {turn.Previous}, which came before turn {turn.Sequence}, is missing.");
            last = turn.End is null ? turn.Sequence : 0;
            var inputs = new List<HistoryEvent>(turn.Inputs.Count);
            foreach (var (sequence, own) in turn.Inputs)
            {
                if (own is null && !messages.ContainsKey(sequence)) throw new FormatException($"Message {sequence}, which turn {turn.Sequence} took, is missing.");
                var input = own ?? messages[sequence];
                if (input is HistoryEvent.Started started)
                {
                    // A start that is taken while the instance runs has been refused.
                    if (current is not null) continue;
                    generations.Add(current = new Generation(turn.InstanceId, started));
                }
                inputs.Add(input);
            }
            current?.Turns.Add(new ReplayTurn(turn.At, inputs, turn.Decisions));
            if (turn.End is null) continue;
            if (current is not null) current.End = turn.End;
            current = null;
        }
        return generations.Count > 0 ? generations : throw new FormatException("The history is empty: no orchestration was started in it.");
    }
}
