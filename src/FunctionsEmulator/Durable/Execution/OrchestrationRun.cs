using System.IO.Hashing;
using System.Runtime.InteropServices;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Durable.Tracing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Durable.Execution;

/// <summary>
/// One execution of an orchestrator's code. It is fed events one by one, in the order of the history; what the code
/// decides comes out as <see cref="Decisions"/>, to be compared or recorded, and <see cref="Outgoing"/>, to be carried out.
/// </summary>
internal sealed class OrchestrationRun
{
    private readonly OrchestratorFunction? _code;
    private readonly TurnSynchronizationContext _turns;
    private readonly OrchestrationContext _context;
    private readonly Dictionary<int, OpenTask> _open = [];
    private readonly ExternalEvents _events = new();
    private Task<object?>? _execution;
    private TurnEnd? _end;
    private List<KeptResult> _kept = [];
    private int _nextTaskId;

    /// <param name="code">The orchestrator, null when the host has none of that name.</param>
    /// <param name="instanceId">The instance it runs for.</param>
    /// <param name="started">How it was started.</param>
    /// <param name="converter">Serializes inputs and results.</param>
    /// <param name="loggers">Where replay-safe loggers write to.</param>
    /// <param name="onForeignContinuation">Called, on any thread, when the code went on outside of a turn.</param>
    public OrchestrationRun(
        OrchestratorFunction? code,
        string instanceId,
        HistoryEvent.Started started,
        DataConverter converter,
        ILoggerFactory loggers,
        Action<OrchestrationRun> onForeignContinuation)
    {
        _code = code;
        Started = started;
        Converter = converter;
        Trace = OrchestrationTrace.Of(instanceId, started);
        _turns = new TurnSynchronizationContext(() => onForeignContinuation(this));
        _context = new OrchestrationContext(this, instanceId, loggers);
    }

    public HistoryEvent.Started Started { get; }
    public DataConverter Converter { get; }
    public OrchestrationTrace? Trace { get; }

    /// <summary>The version of children that are started without one.</summary>
    public string? DefaultVersion { get; init; }
    public DateTime Now { get; private set; }
    public bool IsReplaying { get; private set; }

    /// <summary>Decided since the last <see cref="TakeDecisions"/>.</summary>
    public List<Decision> Decisions { get; } = [];

    /// <summary>To be carried out once the decisions are durable.</summary>
    public List<Effect> Outgoing { get; } = [];

    /// <summary>The custom status as the code last set it, and whether it has changed since it was last looked at.</summary>
    public string? CustomStatus { get; private set; }

    public bool CustomStatusChanged { get; set; }

    /// <summary>Whether the code has set it, be it to nothing; until then, that of the generation before stays.</summary>
    public bool HasCustomStatus { get; private set; }

    public ContinueAsNewOptions? ContinueAsNew { get; set; }

    private string? ContinuedInput { get; set; }

    public ExternalEvents Events => _events;

    /// <summary>How the code ended; null while it runs, and while tasks are open that it did not wait for.</summary>
    public TurnEnd? End => _end is not null && _open.Count == 0 ? _end : null;

    /// <summary>How the code ended, whatever tasks are open still.</summary>
    public TurnEnd? CodeEnd => _end;

    /// <summary>Whether the host has an orchestrator of that name.</summary>
    public bool HasCode => _code is not null;

    /// <summary>The id of the task that was decided on last; -1 before the first.</summary>
    public int LastTaskId => _nextTaskId - 1;

    public IEnumerable<OpenTask> OpenTasks => _open.Values;

    public bool IsOpen(int taskId) => _open.ContainsKey(taskId);

    /// <summary>When an open timer fires; null when no such timer is open.</summary>
    public DateTimeOffset? DueAt(int taskId) =>
        _open.TryGetValue(taskId, out var task) && task.Kind == DecisionKind.Timer ? new DateTimeOffset(task.DueAt) : null;

    /// <summary>Feeds one event; everything that can run because of it has run when this returns.</summary>
    public void Feed(HistoryEvent historyEvent, DateTimeOffset at, bool replaying)
    {
        Now = at.UtcDateTime;
        IsReplaying = replaying;
        _turns.Run(static x => x.Run.Apply(x.Event), (Run: this, Event: historyEvent));
        if (_execution is { IsCompleted: true } && _end is null) _end = Ended(_execution);
    }

    /// <summary>Drops what is open and decided: the instance is ended from outside.</summary>
    public void Abort()
    {
        _open.Clear();
        Decisions.Clear();
        Outgoing.Clear();
    }

    /// <summary>The start of the generation that continue-as-new asked for.</summary>
    public HistoryEvent.Started NextGeneration(DateTimeOffset at) => Started with
    {
        Input = ContinuedInput,
        CreatedAt = at,
        StartAt = null,
        Version = ContinueAsNew!.NewVersion ?? Started.Version,
    };

    /// <summary>Events that the next generation is to get.</summary>
    public IEnumerable<HistoryEvent.EventRaised> UnreadEvents() =>
        ContinueAsNew is { PreserveUnprocessedEvents: true } ? _events.Unread() : [];

    public void SetCustomStatus(string? serialized)
    {
        if (HasCustomStatus && string.Equals(CustomStatus, serialized, StringComparison.Ordinal)) return;
        HasCustomStatus = true;
        CustomStatus = serialized;
        CustomStatusChanged = true;
    }

    /// <summary>Fails when the code has left its turn, as it does by awaiting what is not durable.</summary>
    public void EnsureInTurn()
    {
        if (!_turns.IsTurnThread) throw new InvalidOperationException(InvalidAsyncMessage);
    }

    public const string InvalidAsyncMessage =
        "An invalid asynchronous invocation was detected. An orchestrator may await only the tasks of its context: no Task.Delay, no I/O, no ConfigureAwait(false).";

    public OpenTask<T> Schedule<T>(DecisionKind kind, string name, string? input, DateTime dueAt = default, string? childId = null)
    {
        EnsureInTurn();
        var task = new OpenTask<T>(NextTaskId(), kind, name, Converter) { Input = input, DueAt = dueAt, ChildId = childId, Trace = Trace };
        task.Kept = TakeKept(task);
        _open.Add(task.Id, task);
        Decisions.Add(new Decision(kind, task.Id, kind == DecisionKind.Timer ? dueAt.ToString("O") : name, HashOf(input), childId));
        return task;
    }

    /// <summary>Ids count in the order of what is decided.</summary>
    public int NextTaskId() => _nextTaskId++;

    /// <summary>Hands over results from before a rewind; open tasks and later ones are answered with them.</summary>
    public void Keep(IEnumerable<KeptResult> results)
    {
        _kept = [.. results];
        foreach (var task in _open.Values.OrderBy(task => task.Id)) task.Kept = TakeKept(task);
    }

    private KeptResult? TakeKept(OpenTask task)
    {
        var found = _kept.FindIndex(kept => kept.Kind == task.Kind && kept.Hash == HashOf(task.Input) && string.Equals(kept.Name, task.Name, StringComparison.Ordinal));
        if (found < 0) return null;
        var result = _kept[found];
        _kept.RemoveAt(found);
        return result;
    }

    /// <summary>Forgets an open task without an answer: a cancelled timer.</summary>
    public bool Close(int taskId) => _open.Remove(taskId);

    public static uint HashOf(string? payload) =>
        payload is null ? 0 : (uint)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(payload.AsSpan()));

    private void Apply(HistoryEvent historyEvent)
    {
        switch (historyEvent)
        {
            case HistoryEvent.Started when _code is null:
                _end = new TurnEnd(OrchestrationRuntimeStatus.Failed, null, Failures.NotFound(TaskErrors.OrchestratorNotFound, "orchestrator", Started.Name));
                break;
            case HistoryEvent.Started:
                _execution = Execute();
                _ = _execution.ContinueWith(
                    static (_, run) => ((OrchestrationRun)run!).OnExecutionEnded(), this, CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                break;
            case HistoryEvent.TaskCompleted e when _open.Remove(e.TaskId, out var task):
                task.Complete(e.Result);
                break;
            case HistoryEvent.TaskFailed e when _open.Remove(e.TaskId, out var task):
                task.Fail(e.Failure);
                break;
            case HistoryEvent.TimerFired e when _open.Remove(e.TaskId, out var task):
                task.Complete(null);
                break;
            case HistoryEvent.EventRaised e:
                _events.Raise(e);
                break;
        }
    }

    private async Task<object?> Execute()
    {
        return await _code!(_context);
    }

    private void OnExecutionEnded()
    {
        if (!_turns.IsTurnThread) _turns.Post(static _ => { }, null);
    }

    private TurnEnd Ended(Task<object?> execution)
    {
        try
        {
            if (execution.IsCompletedSuccessfully && ContinueAsNew is not null)
            {
                ContinuedInput = Payloads.Serialize(Converter, ContinueAsNew.NewInput);
                return new TurnEnd(OrchestrationRuntimeStatus.Running, null, null) { ContinuesAsNew = true };
            }
            return new TurnEnd(OrchestrationRuntimeStatus.Completed, Payloads.Serialize(Converter, execution.GetAwaiter().GetResult()), null);
        }
        catch (Exception e)
        {
            return new TurnEnd(OrchestrationRuntimeStatus.Failed, null, Failures.Of(e));
        }
    }
}
