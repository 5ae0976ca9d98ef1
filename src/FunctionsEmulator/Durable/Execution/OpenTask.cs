using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Tracing;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Durable.Execution;

/// <summary>A task that an orchestrator has scheduled and that has not been answered.</summary>
internal abstract class OpenTask(int id, DecisionKind kind, string name)
{
    public int Id => id;
    public DecisionKind Kind => kind;
    public string Name => name;

    /// <summary>The serialized input, kept until the answer, so that a restarted host can run the task again.</summary>
    public string? Input { get; init; }

    /// <summary>When a timer fires.</summary>
    public DateTime DueAt { get; init; }

    /// <summary>The instance that answers, when the task is a sub-orchestration.</summary>
    public string? ChildId { get; init; }

    /// <summary>The orchestration's place in its trace; null outside of any.</summary>
    public OrchestrationTrace? Trace { get; init; }

    /// <summary>What answers it, when it succeeded before its instance was rewound.</summary>
    public KeptResult? Kept { get; set; }

    public abstract void Complete(string? result);

    public abstract void Fail(TaskFailureDetails failure);
}
