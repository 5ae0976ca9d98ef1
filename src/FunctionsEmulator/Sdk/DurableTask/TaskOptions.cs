namespace Microsoft.DurableTask;

/// <summary>How an orchestrator's call of an activity or child orchestration is carried out.</summary>
public record TaskOptions
{
    /// <summary>Sets how failures are retried.</summary>
    /// <param name="retry">The retry rule; null (the default) for none.</param>
    public TaskOptions(TaskRetryOptions? retry)
        : this(retry, tags: null)
    {
    }

    /// <summary>Sets how failures are retried, and tags.</summary>
    /// <param name="retry">The retry rule; null (the default) for none.</param>
    /// <param name="tags">Labels that travel with the task; null (the default) for none.</param>
    public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null)
    {
        Retry = retry;
        Tags = tags;
    }

    /// <summary>Copies options.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public TaskOptions(TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Retry = options.Retry;
        Tags = options.Tags;
        Version = options.Version;
    }

    /// <summary>The retry rule; null for none.</summary>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Labels that travel with the task; null for none.</summary>
    public IDictionary<string, string>? Tags { get; init; }

    /// <summary>The version to run; null takes that of the calling orchestration.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Options that retry by a policy.</summary>
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

    /// <summary>Options that ask a handler after each failure.</summary>
    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

    /// <summary>Options that ask a handler after each failure.</summary>
    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(handler);

    /// <summary>The same options for a child orchestration with an instance id of its own.</summary>
    /// <param name="instanceId">1 to 100 characters.</param>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}
