using Microsoft.DurableTask;

namespace FanOut.Tests.Orchestration;

/// <summary>A durable task that an orchestrator has scheduled; the test decides when and how it ends.</summary>
internal sealed class MockedTask<T>(string name, object? input, TaskOptions? options)
{
    private readonly TaskCompletionSource<T> _source = new();

    public object? Input => input;
    public TaskOptions? Options => options;
    public Task<T> Task => _source.Task;
    public bool IsOpen => !Task.IsCompleted;

    /// <summary>The orchestrator goes on within this call.</summary>
    public void Answer(T result) => InlineTurns.Run(() => _source.SetResult(result));

    public void Fail(string message)
    {
        var failure = new TaskFailedException(name, 0, new InvalidOperationException(message));
        InlineTurns.Run(() => _source.SetException(failure));
    }
}
