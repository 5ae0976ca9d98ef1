using CrashLoop.App;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Testing;
using Microsoft.DurableTask.Client;

namespace CrashLoop.Checks;

/// <summary>What the journal says of every instance, acknowledged or not.</summary>
internal static class HistoryChecks
{
    public static void Require(IEnumerable<(string InstanceId, string History)> histories, Violations violations)
    {
        foreach (var (instanceId, history) in histories) Require(instanceId, history, violations);
    }

    private static void Require(string instanceId, string history, Violations violations)
    {
        IReadOnlyList<Generation> generations;
        try
        {
            generations = HistoryText.Read(history);
        }
        catch (FormatException e)
        {
            violations.Add($"{instanceId}: {e.Message}");
            return;
        }
        violations.Require(generations[^1].End is { ContinuesAsNew: false, Status: OrchestrationRuntimeStatus.Completed }, $"{instanceId}: has not completed, as its journal has it.");
        foreach (var generation in generations) RequireOneAnswerEach(instanceId, generation, violations);
        if (HistoryReplayer.Replay(history, typeof(CrashApp).Assembly) is { } difference) violations.Add($"{instanceId}: {difference}");
    }

    private static void RequireOneAnswerEach(string instanceId, Generation generation, Violations violations)
    {
        var answers = generation.Turns.SelectMany(turn => turn.Inputs).Select(TaskOf).OfType<int>().ToList();
        violations.Require(answers.Count == answers.Distinct().Count(), $"{instanceId}: a task has more than one answer: {string.Join(' ', answers)}.");
        var activities = generation.Turns.SelectMany(turn => turn.Decisions).Where(decision => decision.Kind == DecisionKind.Activity).Select(decision => decision.TaskId);
        var open = activities.Except(answers).ToList();
        violations.Require(open.Count == 0 || generation.End is null, $"{instanceId}: ended with tasks that have no answer: {string.Join(' ', open)}.");
    }

    private static int? TaskOf(HistoryEvent input) => input switch
    {
        HistoryEvent.TaskCompleted completed => completed.TaskId,
        HistoryEvent.TaskFailed failed => failed.TaskId,
        HistoryEvent.TimerFired fired => fired.TaskId,
        _ => null,
    };
}
