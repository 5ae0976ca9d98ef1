using FunctionsEmulator.Durable.Events;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Durable.Execution;

/// <summary>An open task whose answer the orchestrator's code awaits as a <typeparamref name="T"/>.</summary>
internal sealed class OpenTask<T>(int id, DecisionKind kind, string name, DataConverter converter) : OpenTask(id, kind, name)
{
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override void Complete(string? result)
    {
        T value;
        try
        {
            value = result is null ? default! : converter.Deserialize<T>(result)!;
        }
        catch (Exception e)
        {
            _source.TrySetException(e);
            return;
        }
        _source.TrySetResult(value);
    }

    public override void Fail(TaskFailureDetails failure) => _source.TrySetException(new TaskFailedException(Name, Id, failure));

    public void Cancel(CancellationToken token) => _source.TrySetCanceled(token);
}
