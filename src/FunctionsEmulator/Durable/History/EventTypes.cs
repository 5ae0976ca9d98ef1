namespace FunctionsEmulator.Durable.History;

/// <summary>The types of history events that Azure has and this engine too.</summary>
internal static class EventTypes
{
    public const string OrchestratorStarted = "OrchestratorStarted";
    public const string OrchestratorCompleted = "OrchestratorCompleted";
    public const string ExecutionStarted = "ExecutionStarted";
    public const string TaskScheduled = "TaskScheduled";
    public const string TaskCompleted = "TaskCompleted";
    public const string TaskFailed = "TaskFailed";
    public const string TimerCreated = "TimerCreated";
    public const string TimerFired = "TimerFired";
    public const string SubOrchestrationInstanceCreated = "SubOrchestrationInstanceCreated";
    public const string SubOrchestrationInstanceCompleted = "SubOrchestrationInstanceCompleted";
    public const string SubOrchestrationInstanceFailed = "SubOrchestrationInstanceFailed";
    public const string EventRaised = "EventRaised";
    public const string EventSent = "EventSent";
    public const string ExecutionSuspended = "ExecutionSuspended";
    public const string ExecutionResumed = "ExecutionResumed";
    public const string ExecutionTerminated = "ExecutionTerminated";
    public const string ExecutionRewound = "ExecutionRewound";
    public const string ExecutionCompleted = "ExecutionCompleted";
    public const string ContinueAsNew = "ContinueAsNew";

    /// <summary>The status that an execution ends with when it continues as new.</summary>
    public const string ContinuedAsNewStatus = "ContinuedAsNew";
}
