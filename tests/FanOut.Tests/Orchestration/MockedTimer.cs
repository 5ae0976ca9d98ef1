namespace FanOut.Tests.Orchestration;

/// <summary>A durable timer that fires when the test says so.</summary>
internal sealed class MockedTimer
{
    private readonly TaskCompletionSource _source = new();

    public MockedTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        FireAt = fireAt;
        cancellationToken.Register(() => _source.TrySetCanceled(cancellationToken));
    }

    public DateTime FireAt { get; }
    public Task Task => _source.Task;
    public bool IsCancelled => Task.IsCanceled;

    public void Fire() => InlineTurns.Run(_source.SetResult);
}
