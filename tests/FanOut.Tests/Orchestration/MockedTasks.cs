using Microsoft.DurableTask;

namespace FanOut.Tests.Orchestration;

/// <summary>What an orchestrator has scheduled under one name, in order.</summary>
internal sealed class MockedTasks<T>(string name)
{
    private readonly List<MockedTask<T>> _all = [];

    /// <summary>Where it is set, a task is answered as soon as it is scheduled.</summary>
    public Func<object, T>? AtOnce { get; set; }

    public IReadOnlyList<MockedTask<T>> All => _all;

    public IEnumerable<MockedTask<T>> Open => _all.Where(task => task.IsOpen);

    public IEnumerable<TInput> Inputs<TInput>() => _all.Select(task => (TInput)task.Input!);

    public Task<T> Schedule(object? input, TaskOptions? options)
    {
        var task = new MockedTask<T>(name, input, options);
        _all.Add(task);
        if (AtOnce is not null) task.Answer(AtOnce(input!));
        return task.Task;
    }
}
