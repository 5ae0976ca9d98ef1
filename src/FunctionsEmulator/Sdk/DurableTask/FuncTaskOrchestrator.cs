namespace Microsoft.DurableTask;

/// <summary>Makes orchestrators from functions.</summary>
public static class FuncTaskOrchestrator
{
    /// <summary>Wraps a function.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="implementation"/> is null.</exception>
    public static TaskOrchestrator<TInput, TOutput> Create<TInput, TOutput>(
        Func<TaskOrchestrationContext, TInput, Task<TOutput>> implementation)
    {
        ArgumentNullException.ThrowIfNull(implementation);
        return new Wrapper<TInput, TOutput>(implementation);
    }

    private sealed class Wrapper<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> implementation)
        : TaskOrchestrator<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input) => implementation(context, input);
    }
}
