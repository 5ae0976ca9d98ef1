using FunctionsEmulator.Durable.Events;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable.Journal;

/// <summary>How a turn ended its instance, or, with ContinuedAsNew, its generation.</summary>
internal sealed record TurnEnd(OrchestrationRuntimeStatus Status, string? Output, TaskFailureDetails? Failure)
{
    /// <summary>What a parent is told that waits for this instance.</summary>
    public HistoryEvent AnswerTo(ParentTask parent) => Status == OrchestrationRuntimeStatus.Completed
        ? new HistoryEvent.TaskCompleted(parent.TaskId, Output)
        : new HistoryEvent.TaskFailed(parent.TaskId, Failure ?? new TaskFailureDetails(
            "OrchestrationTerminated", $"The sub-orchestration was terminated: {Output}", null, null, null));
}
