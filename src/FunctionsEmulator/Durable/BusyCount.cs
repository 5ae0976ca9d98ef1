namespace FunctionsEmulator.Durable;

/// <summary>
/// Counts what an engine has under way: instances with something in their inbox, activities, messages of clients. At
/// none it is idle: only a timer or a caller can make anything happen. Lines that wait to be written do not count.
/// </summary>
internal sealed class BusyCount
{
    private int _count;
    private TaskCompletionSource? _idle;

    /// <summary>Whoever hands work on begins the next piece before it ends its own.</summary>
    public void Begin() => Interlocked.Increment(ref _count);

    public void End()
    {
        if (Interlocked.Decrement(ref _count) == 0) Interlocked.Exchange(ref _idle, null)?.SetResult();
    }

    /// <summary>Ends when the engine is idle, at once if it is.</summary>
    public Task WhenIdleAsync()
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        idle = Interlocked.CompareExchange(ref _idle, idle, null) ?? idle;
        // The last piece of work may have ended before the source was there.
        if (Volatile.Read(ref _count) == 0) Interlocked.Exchange(ref _idle, null)?.SetResult();
        return idle.Task;
    }
}
