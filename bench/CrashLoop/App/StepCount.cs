namespace CrashLoop.App;

/// <summary>Counts steps to storage once it is told to, and ends this process before the one it is told.</summary>
internal sealed class StepCount
{
    private int _left = int.MaxValue;

    /// <param name="steps">So many are let through.</param>
    public void Begin(int steps) => Volatile.Write(ref _left, steps);

    /// <summary>Something is about to be written or deleted.</summary>
    public void Pass()
    {
        if (Interlocked.Decrement(ref _left) < 0) Killer.Kill();
    }
}
