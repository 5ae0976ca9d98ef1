using FunctionsEmulator.Durable;

namespace FunctionsEmulator.Tests.Durable;

public sealed class PoolQueueTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Work_AddedFromManyThreads_RunsOnceEach()
    {
        const int Threads = 8, Each = 2_000;
        var queue = new PoolQueue();
        var runs = new int[Threads * Each];
        using var left = new CountdownEvent(runs.Length);

        Parallel.For(0, Threads, thread =>
        {
            for (var i = thread * Each; i < (thread + 1) * Each; i++)
            {
                var number = i;
                queue.Add(new Work(() =>
                {
                    Interlocked.Increment(ref runs[number]);
                    left.Signal();
                }));
            }
        });

        Assert.True(await Task.Run(() => left.Wait(s_patience)));
        Assert.All(runs, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task Work_ThatBlocksItsThread_DoesNotHoldUpTheNext()
    {
        var queue = new PoolQueue();
        using var second = new ManualResetEventSlim();
        var first = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

        queue.Add(new Work(() => first.SetResult(second.Wait(s_patience))));
        queue.Add(new Work(second.Set));

        Assert.True(await first.Task);
    }

    [Fact]
    public async Task OtherWorkOfThePool_BehindAGreatDealOfTheEngines_IsNotLast()
    {
        const int Works = 200;
        var queue = new PoolQueue();
        var begun = 0;
        using var others = new ManualResetEventSlim();
        using var left = new CountdownEvent(Works);
        for (var i = 0; i < Works; i++)
        {
            queue.Add(new Work(() =>
            {
                Interlocked.Increment(ref begun);
                others.Wait(s_patience);
                left.Signal();
            }));
        }
        var begunBefore = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(new Work(() =>
        {
            begunBefore.SetResult(Volatile.Read(ref begun));
            others.Set();
        }), preferLocal: false);

        Assert.InRange(await begunBefore.Task.WaitAsync(s_patience), 0, Works - 1);
        Assert.True(await Task.Run(() => left.Wait(s_patience)));
    }

    private sealed class Work(Action run) : IThreadPoolWorkItem
    {
        public void Execute() => run();
    }
}
