using FunctionsEmulator.Durable.Events;

namespace FunctionsEmulator.Durable.Execution;

/// <summary>
/// Makes the history that a failed instance goes on from. The code is given its turns once more without any failure; tasks
/// that it schedules as it did then keep their answers, be their ids others now. What only followed from a failure is left
/// out: retries with their timers, and what a catch block did. Results among that are kept, for when the code asks again.
/// </summary>
internal sealed class Rewinder(OrchestrationRun run)
{
    private readonly Dictionary<int, Decision> _then = [];
    private readonly Dictionary<int, int> _ids = [];
    private readonly List<KeptResult> _kept = [];
    private readonly List<ReplayTurn> _turns = [];
    private readonly List<Effect.Send> _sends = [];
    private readonly Dictionary<string, HistoryEvent.Started> _children = new(StringComparer.Ordinal);

    /// <summary>The history without failures.</summary>
    public IReadOnlyList<ReplayTurn> Turns => _turns;

    /// <summary>Events that the code sends only now.</summary>
    public IReadOnlyList<Effect.Send> Sends => _sends;

    /// <summary>Tasks that have no answer any more, or have never had one.</summary>
    public IEnumerable<OpenTask> OpenTasks => run.OpenTasks;

    /// <summary>How the code starts the child of an open task.</summary>
    public HistoryEvent.Started StartOf(OpenTask child) => _children[child.ChildId!];

    public static Rewinder Of(OrchestrationRun run, IEnumerable<ReplayTurn> turns)
    {
        var rewinder = new Rewinder(run);
        foreach (var turn in turns)
        {
            rewinder.Replay(turn);
            rewinder._kept.AddRange(turn.Kept);
        }
        if (rewinder._turns.Count > 0) rewinder._turns[^1] = rewinder._turns[^1] with { Kept = rewinder._kept };
        run.Keep(rewinder._kept);
        return rewinder;
    }

    private void Replay(ReplayTurn turn)
    {
        var then = new List<Decision>(turn.Decisions);
        foreach (var decision in turn.Decisions.Where(HasTask)) _then[decision.TaskId] = decision;
        var inputs = new List<HistoryEvent>(turn.Inputs.Count);
        foreach (var input in turn.Inputs)
        {
            if (AsOfNow(input) is not { } now) continue;
            inputs.Add(now);
            var (decided, sent) = (run.Decisions.Count, run.Outgoing.Count);
            run.Feed(now, turn.At, replaying: true);
            Match(then, run.Decisions.Skip(decided), new Queue<Effect.Send>(run.Outgoing.Skip(sent).OfType<Effect.Send>()));
        }
        if (inputs.Count > 0) _turns.Add(new ReplayTurn(turn.At, inputs, [.. run.Decisions]));
        run.Decisions.Clear();
        run.Outgoing.Clear();
    }

    /// <summary>An input with the id that its task has now; null for one that is dropped.</summary>
    private HistoryEvent? AsOfNow(HistoryEvent input)
    {
        switch (input)
        {
            case HistoryEvent.TaskFailed or HistoryEvent.Terminated:
                return null;
            case HistoryEvent.TaskCompleted e when _ids.TryGetValue(e.TaskId, out var id):
                // One that an earlier rewind kept has been asked for again.
                _kept.Remove(ResultOf(_then[e.TaskId], e));
                return e with { TaskId = id };
            case HistoryEvent.TaskCompleted e:
                if (_then.TryGetValue(e.TaskId, out var task)) _kept.Add(ResultOf(task, e));
                return null;
            case HistoryEvent.TimerFired e:
                return _ids.TryGetValue(e.TaskId, out var timer) ? e with { TaskId = timer } : null;
            default:
                return input;
        }
    }

    /// <summary>Finds what was decided in that turn among what is decided now.</summary>
    private void Match(List<Decision> then, IEnumerable<Decision> decisions, Queue<Effect.Send> sends)
    {
        foreach (var now in decisions)
        {
            var send = now.Kind is DecisionKind.SubOrchestration or DecisionKind.SendEvent ? sends.Dequeue() : null;
            if (send is { Event: HistoryEvent.Started started }) _children[send.InstanceId] = started;
            var found = then.FindIndex(d => d.Kind == now.Kind && d.Hash == now.Hash && string.Equals(d.Name, now.Name, StringComparison.Ordinal));
            if (found >= 0)
            {
                if (HasTask(now)) _ids[then[found].TaskId] = now.TaskId;
                then.RemoveAt(found);
            }
            else if (now.Kind == DecisionKind.SendEvent)
            {
                _sends.Add(send!);
            }
        }
    }

    private static KeptResult ResultOf(Decision task, HistoryEvent.TaskCompleted answer) => new(task.Kind, task.Name, task.Hash, answer.Result);

    private static bool HasTask(Decision decision) => decision.Kind is DecisionKind.Activity or DecisionKind.SubOrchestration or DecisionKind.Timer;
}
