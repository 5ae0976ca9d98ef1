using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Durable.History;

/// <summary>Finds one instance in the journal: an engine keeps no events that it no longer needs, its journal does.</summary>
internal sealed class InstanceHistory
{
    private readonly string _instanceId;
    private readonly LastGeneration _generation;
    private readonly Dictionary<long, HistoryEvent> _messages = [];
    private readonly Dictionary<(long Turn, int TaskId), Message> _children = [];
    private HistoryBuilder _builder = new();

    private InstanceHistory(string instanceId)
    {
        _instanceId = instanceId;
        _generation = new LastGeneration(instanceId);
    }

    /// <summary>What has happened to an instance since it last started, or last continued as new; of one that was rewound, without what was dropped then.</summary>
    /// <param name="journal">Where it is found.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="newRun">A run of its code as it is today, see <see cref="RepeatedInputs"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<HistoryEntry>> ReadAsync(
        JournalReader journal, string instanceId, Func<HistoryEvent.Started, OrchestrationRun> newRun, CancellationToken cancellationToken)
    {
        var history = new InstanceHistory(instanceId);
        await InstanceLines.ReadAsync(journal, instanceId, history.OnLine, cancellationToken);
        if (history._generation.Found is not { Damage: null } generation) return history._builder.Entries;
        var inputs = RepeatedInputs.Of(newRun(generation.Started), generation.Turns);
        return [.. history._builder.Entries.Select(entry =>
            entry is { EventId: { } taskId, Input: null } && inputs.TryGetValue(taskId, out var input) ? entry with { Input = input } : entry)];
    }

    private void OnLine(JournalLine line)
    {
        if (line.Message is { Event: HistoryEvent.Started { Parent: { } parent } } child && IsThis(parent.InstanceId))
        {
            _children[(child.SentBy, parent.TaskId)] = child;
        }
        if (!IsThis(line.InstanceId)) return;
        _generation.OnLine(line);
        if (line.Purged) _builder = new HistoryBuilder();
        else if (line.Message is { } message) _messages[line.Sequence] = message.Event;
        else if (line.Turn is { } turn) OnTurn(turn);
        else if (line.Rewinding is { } rewinding) OnRewinding(rewinding);
    }

    private void OnRewinding(Rewinding rewinding)
    {
        _builder = new HistoryBuilder();
        foreach (var replayed in rewinding.Turns)
        {
            var turn = new Turn(_instanceId, rewinding.Sequence, 0, replayed.At);
            turn.Decisions.AddRange(replayed.Decisions);
            _builder.Add(turn, replayed.Inputs, LastChildOf);
        }
        _builder.AddRewound(rewinding.Reason, rewinding.At);
    }

    private Message? LastChildOf(int taskId) => _children.Where(child => child.Key.TaskId == taskId).MaxBy(child => child.Key.Turn).Value;

    private void OnTurn(Turn turn)
    {
        var inputs = new List<HistoryEvent>(turn.Inputs.Count);
        foreach (var (sequence, told) in turn.Inputs)
        {
            if (told is not null) inputs.Add(told);
            else if (_messages.Remove(sequence, out var message)) inputs.Add(message);
        }
        _builder.Add(turn, inputs, taskId => _children.GetValueOrDefault((turn.Sequence, taskId)));
    }

    private bool IsThis(string instanceId) => string.Equals(instanceId, _instanceId, StringComparison.Ordinal);
}
