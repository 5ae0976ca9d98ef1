using FunctionsEmulator.Durable;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>An engine, from its start until it is lost.</summary>
internal sealed class EngineSession(DurableEngine engine, FencedJournal journal)
{
    private readonly TaskCompletionSource<EngineSession> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DurableEngine Engine => engine;
    public FencedJournal Journal => journal;

    /// <summary>Ends, with the one that has taken over, when this one can write no more.</summary>
    public Task<EngineSession> Next => _next.Task;

    public void GiveWayTo(EngineSession next) => _next.SetResult(next);
}
