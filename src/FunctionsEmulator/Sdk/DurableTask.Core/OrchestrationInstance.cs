namespace DurableTask.Core;

/// <summary>An instance, and one run of it.</summary>
public class OrchestrationInstance
{
    /// <summary>The instance's id.</summary>
    public string? InstanceId { get; set; }

    /// <summary>The run's id; null where runs have none.</summary>
    public string? ExecutionId { get; set; }
}
