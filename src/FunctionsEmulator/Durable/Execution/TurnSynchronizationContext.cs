namespace FunctionsEmulator.Durable.Execution;

/// <summary>
/// Runs the continuations of one orchestrator one after another, on the thread that executes its turn and only while it
/// does. One that comes from anywhere else shows that the code awaits something which is not durable.
/// </summary>
internal sealed class TurnSynchronizationContext(Action onForeignContinuation) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private int _turnThread;

    public bool IsTurnThread => _turnThread == Environment.CurrentManagedThreadId;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsTurnThread) _queue.Enqueue((d, state));
        else onForeignContinuation();
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Orchestrators cannot block on other threads.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs an action and everything that becomes ready through it.</summary>
    public void Run<TState>(Action<TState> action, TState state)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        _turnThread = Environment.CurrentManagedThreadId;
        try
        {
            action(state);
            while (_queue.TryDequeue(out var next)) next.Callback(next.State);
        }
        finally
        {
            _turnThread = 0;
            SetSynchronizationContext(outer);
        }
    }
}
