using System.Collections.Concurrent;

namespace FunctionsEmulator.Durable;

/// <summary>
/// What the engine has for the thread pool, in order. Only one of it waits there at a time: hundreds of jobs that start at once
/// would else stand before whoever asks for anything meanwhile, the health check for one. How much runs at once is
/// the pool's affair as ever, for the next takes its place before the last begins, however long that may block its thread.
/// </summary>
internal sealed class PoolQueue : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<IThreadPoolWorkItem> _waiting = new();
    private int _isInPool;

    public void Add(IThreadPoolWorkItem work)
    {
        _waiting.Enqueue(work);
        EnterPool();
    }

    void IThreadPoolWorkItem.Execute()
    {
        // Before it looks: who adds something from here on enters the pool again.
        Interlocked.Exchange(ref _isInPool, 0);
        if (!_waiting.TryDequeue(out var work)) return;
        if (!_waiting.IsEmpty) EnterPool();
        work.Execute();
    }

    private void EnterPool()
    {
        if (Interlocked.Exchange(ref _isInPool, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
