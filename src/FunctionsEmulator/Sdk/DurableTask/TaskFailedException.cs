namespace Microsoft.DurableTask;

/// <summary>An activity or child orchestration has failed, with no attempt left.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>A failure known as an exception.</summary>
    /// <param name="taskName">The activity or orchestrator.</param>
    /// <param name="taskId">The task's id within its orchestration.</param>
    /// <param name="innerException">The cause.</param>
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Describe(taskName, taskId, innerException.Message), innerException)
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    /// <summary>A failure known by its details.</summary>
    /// <param name="taskName">The activity or orchestrator.</param>
    /// <param name="taskId">The task's id within its orchestration.</param>
    /// <param name="failureDetails">The cause.</param>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Describe(taskName, taskId, failureDetails.ErrorMessage))
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    /// <summary>The activity or orchestrator that failed.</summary>
    public string TaskName { get; }

    /// <summary>The task's id within its orchestration; ids count from 0 in the order of scheduling.</summary>
    public int TaskId { get; }

    /// <summary>Why it failed.</summary>
    public TaskFailureDetails FailureDetails { get; }

    /// <summary>Whether the failure's type has exactly the name of <typeparamref name="T"/>.</summary>
    [Obsolete("Use the FailureDetails property and its IsCausedBy<T>() method")]
    public bool IsCausedByException<T>()
        where T : Exception => string.Equals(FailureDetails.ErrorType, typeof(T).FullName, StringComparison.Ordinal);

    private static string Describe(string taskName, int taskId, string? cause)
    {
        var failed = $"Task '{taskName}' (#{taskId}) failed with an unhandled exception";
        return cause is null ? failed + "." : $"{failed}: {cause}";
    }
}
