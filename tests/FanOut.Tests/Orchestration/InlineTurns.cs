namespace FanOut.Tests.Orchestration;

/// <summary>
/// Runs code outside of the test framework's synchronization context, in which what awaits would go on some time later. Without
/// it, code that awaits a task goes on within the call that ends the task, and a test needs no waiting.
/// </summary>
internal static class InlineTurns
{
    public static T Run<T>(Func<T> action)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    public static void Run(Action action) => Run(() =>
    {
        action();
        return true;
    });
}
