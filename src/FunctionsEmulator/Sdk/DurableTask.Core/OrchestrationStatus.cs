namespace DurableTask.Core;

/// <summary>Where an instance stands.</summary>
public enum OrchestrationStatus
{
    /// <summary>It runs.</summary>
    Running = 0,

    /// <summary>It returned.</summary>
    Completed = 1,

    /// <summary>It began anew.</summary>
    ContinuedAsNew = 2,

    /// <summary>It threw.</summary>
    Failed = 3,

    /// <summary>Not in use.</summary>
    Canceled = 4,

    /// <summary>It was ended from outside.</summary>
    Terminated = 5,

    /// <summary>It has not begun yet.</summary>
    Pending = 6,

    /// <summary>It waits to be resumed.</summary>
    Suspended = 7,
}
