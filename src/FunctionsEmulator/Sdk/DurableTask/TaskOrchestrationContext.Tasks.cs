namespace Microsoft.DurableTask;

public abstract partial class TaskOrchestrationContext
{
    /// <summary>Runs an activity, at least once.</summary>
    /// <param name="name">The activity.</param>
    /// <param name="input">Its input, serialized by the data converter; null by default.</param>
    /// <param name="options">How failures are retried; null (the default) for not at all.</param>
    /// <exception cref="TaskFailedException">It failed, with no attempt left.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <inheritdoc cref="CallActivityAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) =>
        CallActivityAsync<TResult>(name, input: null, options);

    /// <inheritdoc cref="CallActivityAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    /// <inheritdoc cref="CallActivityAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, input: null, options);

    /// <summary>Runs a child orchestration.</summary>
    /// <param name="orchestratorName">The child's orchestrator.</param>
    /// <param name="input">Its input, serialized by the data converter; null by default.</param>
    /// <param name="options">How failures are retried; <see cref="SubOrchestrationOptions"/> can name its instance id.</param>
    /// <exception cref="TaskFailedException">It failed, with no attempt left.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <inheritdoc cref="CallSubOrchestratorAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, input: null, options);

    /// <inheritdoc cref="CallSubOrchestratorAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <inheritdoc cref="CallSubOrchestratorAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, input: null, options);

    /// <summary>A durable timer. An orchestration with an uncancelled timer does not complete.</summary>
    /// <param name="fireAt">When it ends, UTC.</param>
    /// <param name="cancellationToken">Cancels it; the task then ends as cancelled.</param>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>A durable timer, counted from <see cref="CurrentUtcDateTime"/>.</summary>
    /// <param name="delay">How long it runs.</param>
    /// <param name="cancellationToken">Cancels it; the task then ends as cancelled.</param>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>Ends this generation, when the orchestrator returns, and starts the instance over with an empty history.</summary>
    /// <param name="newInput">The next generation's input; null by default.</param>
    /// <param name="preserveUnprocessedEvents">Whether events that nothing has waited for stay; true by default.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <inheritdoc cref="ContinueAsNew(object?, bool)"/>
    /// <param name="options">The next generation's input and version, and whether unprocessed events stay.</param>
    /// <exception cref="NotSupportedException">A new version is asked for where the context cannot change it.</exception>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!string.IsNullOrEmpty(options.NewVersion))
        {
            throw new NotSupportedException($"{GetType()} cannot continue as another version.");
        }

        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }
}
