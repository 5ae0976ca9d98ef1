using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable.Journal;

/// <summary>How a turn ended its instance or, where it continues as new, only its generation.</summary>
internal sealed record TurnEnd(OrchestrationRuntimeStatus Status, string? Output, TaskFailureDetails? Failure)
{
    /// <summary>The instance goes on, as <see cref="Status"/> says, with a new input and an empty history.</summary>
    public bool ContinuesAsNew { get; init; }

    /// <summary>The custom status as it was then: with the history gone, nothing else tells it after a restart.</summary>
    public string? CustomStatus { get; init; }

    /// <summary>What a parent is told that waits for this instance.</summary>
    public HistoryEvent AnswerTo(ParentTask parent) => Status == OrchestrationRuntimeStatus.Completed
        ? new HistoryEvent.TaskCompleted(parent.TaskId, Output)
        : new HistoryEvent.TaskFailed(parent.TaskId, Failure ?? Failures.Of(
            "OrchestrationTerminated", $"The sub-orchestration was terminated: {Output}"));
}
