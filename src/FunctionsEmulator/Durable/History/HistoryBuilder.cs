using System.Globalization;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Durable.History;

/// <summary>Makes a list of events out of turns, in which every answer is told with the task that it answers.</summary>
internal sealed class HistoryBuilder
{
    private readonly List<HistoryEntry> _entries = [];
    private readonly Dictionary<int, HistoryEntry> _scheduled = [];
    private bool _running;

    public IReadOnlyList<HistoryEntry> Entries => _entries;

    /// <param name="turn">A turn.</param>
    /// <param name="inputs">What it took, messages too.</param>
    /// <param name="takeChild">The message that started the child of a task.</param>
    public void Add(Turn turn, IEnumerable<HistoryEvent> inputs, Func<int, Message?> takeChild)
    {
        var decisions = new Queue<Decision>(turn.Decisions);
        _entries.Add(new HistoryEntry(EventTypes.OrchestratorStarted, turn.At));
        foreach (var input in inputs)
        {
            // A start that is taken while the instance runs has been refused.
            if (input is HistoryEvent.Started && _running) continue;
            // One line may hold a decision and its answer: the first turn's work begins before its line is written.
            while (HistoryEntries.AnsweredTask(input) is { } taskId && !_scheduled.ContainsKey(taskId) && decisions.TryDequeue(out var decision))
            {
                AddDecision(decision, turn.At, takeChild);
            }
            AddInput(input, turn.At);
        }
        foreach (var decision in decisions) AddDecision(decision, turn.At, takeChild);
        if (turn.End is not null) AddEnd(turn.End, turn.At);
        _entries.Add(new HistoryEntry(EventTypes.OrchestratorCompleted, turn.At));
    }

    /// <summary>The instance was rewound to where these entries end.</summary>
    public void AddRewound(string? reason, DateTimeOffset at) => _entries.Add(new HistoryEntry(EventTypes.ExecutionRewound, at) { Reason = reason });

    private void AddInput(HistoryEvent input, DateTimeOffset at)
    {
        if (input is HistoryEvent.Started)
        {
            // What is left is the beginning of the turn that takes the start.
            _entries.RemoveRange(0, _entries.Count - 1);
            _scheduled.Clear();
            _running = true;
        }
        var answered = HistoryEntries.AnsweredTask(input) is { } taskId ? _scheduled.GetValueOrDefault(taskId) : null;
        _entries.Add(HistoryEntries.OfInput(input, at, answered));
    }

    private void AddDecision(Decision decision, DateTimeOffset at, Func<int, Message?> takeChild)
    {
        var entry = decision.Kind switch
        {
            DecisionKind.Activity => new HistoryEntry(EventTypes.TaskScheduled, at) { FunctionName = decision.Name },
            DecisionKind.SubOrchestration => OfChild(decision, at, takeChild(decision.TaskId)),
            DecisionKind.Timer => new HistoryEntry(EventTypes.TimerCreated, at)
            {
                FireAt = DateTimeOffset.Parse(decision.Name, null, DateTimeStyles.RoundtripKind),
            },
            DecisionKind.SendEvent => new HistoryEntry(EventTypes.EventSent, at)
            {
                EventId = decision.TaskId, Name = decision.Name, InstanceId = decision.Target,
            },
            _ => null,
        };
        if (entry is null) return;
        if (decision.Kind != DecisionKind.SendEvent)
        {
            _scheduled[decision.TaskId] = entry = entry with { EventId = decision.TaskId, Name = entry.FunctionName };
        }
        _entries.Add(entry);
    }

    private static HistoryEntry OfChild(Decision decision, DateTimeOffset at, Message? child) =>
        new(EventTypes.SubOrchestrationInstanceCreated, at)
        {
            FunctionName = decision.Name,
            InstanceId = decision.Target,
            Input = (child?.Event as HistoryEvent.Started)?.Input,
        };

    private void AddEnd(TurnEnd end, DateTimeOffset at)
    {
        _running = false;
        _entries.Add(new HistoryEntry(end.ContinuesAsNew ? EventTypes.ContinueAsNew : EventTypes.ExecutionCompleted, at)
        {
            OrchestrationStatus = end.ContinuesAsNew ? EventTypes.ContinuedAsNewStatus : end.Status.ToString(),
            Result = end.Output,
            Reason = end.Failure?.ToString(),
            Details = end.Failure?.StackTrace,
            Failure = end.Failure,
        });
    }
}
