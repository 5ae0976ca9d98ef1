namespace DurableTask.Core;

/// <summary>What started a child.</summary>
public class ParentInstance
{
    /// <summary>The parent's orchestrator.</summary>
    public string? Name { get; set; }

    /// <summary>The parent.</summary>
    public OrchestrationInstance? OrchestrationInstance { get; set; }

    /// <summary>The parent's task that the child answers.</summary>
    public int TaskScheduleId { get; set; }
}
