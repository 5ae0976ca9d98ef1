namespace Microsoft.DurableTask;

/// <summary>How an orchestrator's call of a child orchestration is carried out.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Sets how failures are retried, and the child's instance id.</summary>
    /// <param name="retry">The retry rule; null (the default) for none.</param>
    /// <param name="instanceId">The child's id; null (the default) lets the engine make one.</param>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>Adds an instance id to options.</summary>
    /// <param name="options">The options to copy.</param>
    /// <param name="instanceId">The child's id; null (the default) keeps the one in <paramref name="options"/>, if any.</param>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    /// <summary>Copies options.</summary>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options) => InstanceId = options.InstanceId;

    /// <summary>The child's instance id, 1 to 100 characters; null lets the engine make one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The version to run; null takes that of the calling orchestration.</summary>
    public new TaskVersion? Version
    {
        get => base.Version;
        init => base.Version = value;
    }
}
