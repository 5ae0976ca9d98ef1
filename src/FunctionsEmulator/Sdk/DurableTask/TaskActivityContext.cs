namespace Microsoft.DurableTask;

/// <summary>What an activity knows about its call.</summary>
public abstract class TaskActivityContext
{
    /// <summary>The activity's name as it was scheduled.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The orchestration instance that scheduled it.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The activity's version; empty for none.</summary>
    public virtual string Version => string.Empty;
}
