namespace Microsoft.DurableTask;

public abstract partial class TaskOrchestrationContext
{
    /// <summary>Waits for an event from outside.</summary>
    /// <param name="eventName">Its name; case does not matter.</param>
    /// <param name="cancellationToken">Ends the wait; the task then ends as cancelled.</param>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event from outside, but not for ever.</summary>
    /// <param name="eventName">Its name; case does not matter.</param>
    /// <param name="timeout">How long to wait, by a durable timer.</param>
    /// <exception cref="TaskCanceledException">No event came in time.</exception>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event from outside, but not for ever.</summary>
    /// <param name="eventName">Its name; case does not matter.</param>
    /// <param name="timeout">How long to wait, by a durable timer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TaskCanceledException">No event came in time, or the wait was cancelled.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timerEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var waitEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = CreateTimer(timeout, timerEnd.Token);
        var received = WaitForExternalEvent<T>(eventName, waitEnd.Token);
        var loser = await Task.WhenAny(timer, received) == received ? timerEnd : waitEnd;

        // Not CancelAsync: it continues on another thread, which an orchestrator must never do.
        loser.Cancel();
        return await received;
    }

    /// <summary>Sends an event to another orchestration; one that does not exist never gets it, without an error.</summary>
    /// <param name="instanceId">The receiver.</param>
    /// <param name="eventName">The event's name; case does not matter.</param>
    /// <param name="payload">Its content, serialized by the data converter.</param>
    public abstract void SendEvent(string instanceId, string eventName, object payload);
}
