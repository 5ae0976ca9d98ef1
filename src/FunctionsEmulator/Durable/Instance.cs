using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable;

/// <summary>
/// One orchestration instance: an inbox, and turns that empty it. A turn feeds what has arrived to the orchestrator's
/// code, writes inputs and decisions to the journal as one line, and carries the decisions out once that is durable.
/// </summary>
internal sealed partial class Instance(DurableEngine engine, string id, InstanceState state) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private List<InboxItem> _inbox = [];
    private bool _busy;
    private InstanceState _state = state;
    private TaskCompletionSource _stateChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id => id;

    public InstanceState State => Volatile.Read(ref _state);

    /// <summary>Ends at the next change of <see cref="State"/>; take it before looking at the state.</summary>
    public Task StateChanged => Volatile.Read(ref _stateChanged).Task;

    /// <summary>The oldest segment of the journal that holds a line which this instance needs.</summary>
    public int FirstSegment { get; set; }

    /// <summary>Keeps what arrives until <see cref="Release"/>: the instance is still being rebuilt.</summary>
    public void Hold()
    {
        lock (_gate) _busy = true;
        engine.Busy.Begin();
    }

    /// <summary>Lets a rebuilt instance go on.</summary>
    public void Release() => engine.Pool.Add(this);

    /// <summary>
    /// Starts the instance, for the first time or again. One that had ended is pending from here on: who has started it may
    /// send it events and wait for its new end.
    /// </summary>
    public void Start(Message message, HistoryEvent.Started started)
    {
        if (State.IsFinal) Publish(InstanceState.Pending(id, started));
        Deliver(message);
    }

    /// <summary>Asks a failed instance to rewind; it is pending from here on.</summary>
    public void Rewind(Message message)
    {
        if (State.Status != OrchestrationRuntimeStatus.Failed) return;
        Publish(State.AwaitingRewind());
        Deliver(message);
    }

    /// <summary>Gives the instance a message that is in the journal.</summary>
    public void Deliver(Message message) => Deliver(new InboxItem { Message = message });

    /// <summary>Gives the instance the answer to one of its tasks.</summary>
    public void Deliver(int generation, HistoryEvent answer) => Deliver(new InboxItem { Answer = answer, Generation = generation });

    /// <summary>Asks for the open line to be written, see <see cref="EngineOptions.LazyFlushDelay"/>.</summary>
    public void Flush() => Enqueue(default);

    /// <summary>Called, on any thread, when the code of a run went on outside of its turn.</summary>
    public void OnForeignContinuation(OrchestrationRun run) => Enqueue(new InboxItem
    {
        Broken = run,
        Break = new TurnEnd(OrchestrationRuntimeStatus.Failed, null, Failures.Of(new InvalidOperationException(OrchestrationRun.InvalidAsyncMessage))),
    });

    void IThreadPoolWorkItem.Execute() => _ = RunTurnsAsync();

    private void Deliver(InboxItem item)
    {
        Enqueue(item);
        if (engine.Options.DeliverTwice) Enqueue(item);
    }

    private void Enqueue(InboxItem item)
    {
        lock (_gate)
        {
            _inbox.Add(item);
            if (_busy) return;
            _busy = true;
        }
        engine.Busy.Begin();
        engine.Pool.Add(this);
    }

    private void PutBack(IEnumerable<InboxItem> items)
    {
        lock (_gate) _inbox.InsertRange(0, items);
    }

    private async Task RunTurnsAsync()
    {
        try
        {
            var items = new List<InboxItem>();
            while (TryTakeInbox(ref items))
            {
                await engine.Throttle.WaitAsync();
                try
                {
                    TakeAll(items);
                }
                finally
                {
                    engine.Throttle.Release();
                }
                items.Clear();
                if (_rewind is not null) await RewindAsync(_rewind);
                if (_turn is null) continue;
                if (_urgent) await CommitAsync();
                else CarryOutAhead();
            }
            engine.Busy.End();
        }
        catch (Exception e)
        {
            // Nothing in a turn may fail but the engine itself; going on would act on half a turn.
            engine.Lose(e);
        }
    }

    private bool TryTakeInbox(ref List<InboxItem> items)
    {
        lock (_gate)
        {
            (items, _inbox) = (_inbox, items);
            _busy = items.Count > 0;
            return _busy;
        }
    }

    private void Publish(InstanceState state)
    {
        Volatile.Write(ref _state, state);
        Interlocked.Exchange(ref _stateChanged, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
