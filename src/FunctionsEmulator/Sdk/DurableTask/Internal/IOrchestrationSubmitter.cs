namespace Microsoft.DurableTask.Internal;

/// <summary>Whatever can start an orchestration.</summary>
public interface IOrchestrationSubmitter
{
    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input, serialized by the data converter; null by default.</param>
    /// <param name="options">Its instance id, time of the start and the like.</param>
    /// <param name="cancellation">Ends the call, not the orchestration.</param>
    /// <returns>The instance's id.</returns>
    Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default);
}
