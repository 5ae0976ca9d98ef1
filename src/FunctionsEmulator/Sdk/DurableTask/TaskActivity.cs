namespace Microsoft.DurableTask;

/// <summary>Base of activities written as classes. An activity runs at least once, so it should be safe to repeat.</summary>
/// <typeparam name="TInput">What the input is read as.</typeparam>
/// <typeparam name="TOutput">What it returns.</typeparam>
public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
{
    Type ITaskActivity.InputType => typeof(TInput);

    Type ITaskActivity.OutputType => typeof(TOutput);

    async Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input) =>
        await RunAsync(context, TaskInput.As<TInput>(input));

    /// <summary>Does the work.</summary>
    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);
}
