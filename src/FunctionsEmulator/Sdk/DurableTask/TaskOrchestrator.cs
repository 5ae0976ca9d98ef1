namespace Microsoft.DurableTask;

/// <summary>Base of orchestrators written as classes. The code must be deterministic.</summary>
/// <typeparam name="TInput">What the input is read as.</typeparam>
/// <typeparam name="TOutput">What it returns.</typeparam>
public abstract class TaskOrchestrator<TInput, TOutput> : ITaskOrchestrator
{
    Type ITaskOrchestrator.InputType => typeof(TInput);

    Type ITaskOrchestrator.OutputType => typeof(TOutput);

    async Task<object?> ITaskOrchestrator.RunAsync(TaskOrchestrationContext context, object? input) =>
        await RunAsync(context, TaskInput.As<TInput>(input));

    /// <summary>Runs from the start, on every replay.</summary>
    public abstract Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input);
}
