namespace DurableTask.Core.History;

/// <summary>Kinds of history events.</summary>
public enum EventType
{
    /// <summary>The instance started.</summary>
    ExecutionStarted = 0,

    /// <summary>The instance ended.</summary>
    ExecutionCompleted = 1,

    /// <summary>Not in use.</summary>
    ExecutionFailed = 2,

    /// <summary>The instance was ended from outside.</summary>
    ExecutionTerminated = 3,

    /// <summary>An activity was called.</summary>
    TaskScheduled = 4,

    /// <summary>An activity answered.</summary>
    TaskCompleted = 5,

    /// <summary>An activity failed.</summary>
    TaskFailed = 6,

    /// <summary>A child was started.</summary>
    SubOrchestrationInstanceCreated = 7,

    /// <summary>A child answered.</summary>
    SubOrchestrationInstanceCompleted = 8,

    /// <summary>A child failed.</summary>
    SubOrchestrationInstanceFailed = 9,

    /// <summary>A timer was set.</summary>
    TimerCreated = 10,

    /// <summary>A timer ended.</summary>
    TimerFired = 11,

    /// <summary>A turn began.</summary>
    OrchestratorStarted = 12,

    /// <summary>A turn ended.</summary>
    OrchestratorCompleted = 13,

    /// <summary>An event was sent to another instance.</summary>
    EventSent = 14,

    /// <summary>An event came.</summary>
    EventRaised = 15,

    /// <summary>The instance began anew.</summary>
    ContinueAsNew = 16,

    /// <summary>Not in use.</summary>
    GenericEvent = 17,

    /// <summary>Not in use.</summary>
    HistoryState = 18,

    /// <summary>The instance was suspended.</summary>
    ExecutionSuspended = 19,

    /// <summary>The instance was resumed.</summary>
    ExecutionResumed = 20,

    /// <summary>The instance was set back to before its failure.</summary>
    ExecutionRewound = 21,
}
