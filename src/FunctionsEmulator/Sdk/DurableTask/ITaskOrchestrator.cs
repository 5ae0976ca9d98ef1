namespace Microsoft.DurableTask;

/// <summary>An orchestrator as the engine sees it; derive from <see cref="TaskOrchestrator{TInput, TOutput}"/> to write one.</summary>
public interface ITaskOrchestrator
{
    /// <summary>The type that the input is read as.</summary>
    Type InputType { get; }

    /// <summary>The type of the result.</summary>
    Type OutputType { get; }

    /// <summary>Runs the orchestrator from its start.</summary>
    /// <exception cref="ArgumentException">The input is not of <see cref="InputType"/>.</exception>
    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}
