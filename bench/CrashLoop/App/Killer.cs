using System.Diagnostics;

namespace CrashLoop.App;

/// <summary>Ends this process as <c>kill -9</c> does, when a point has been passed often enough.</summary>
/// <param name="point">The point of this life.</param>
/// <param name="passes">How often it is passed before it kills.</param>
internal sealed class Killer(KillPoint point, int passes)
{
    private int _left = passes;

    public KillPoint Point => point;

    /// <summary>Whether this is the point, and the time has come.</summary>
    public bool IsDue(KillPoint passed) => passed == point && Interlocked.Decrement(ref _left) < 0;

    public void Pass(KillPoint passed)
    {
        if (IsDue(passed)) Kill();
    }

    public static void Kill()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        // The signal is on its way; nothing may happen after it.
        Thread.Sleep(Timeout.Infinite);
    }
}
