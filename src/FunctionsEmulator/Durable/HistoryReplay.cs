using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;

namespace FunctionsEmulator.Durable;

/// <summary>Feeds a history to the code of today.</summary>
internal static class HistoryReplay
{
    /// <summary>Feeds turns to a run; returns where the code differs from them, null where it does not.</summary>
    public static string? Feed(OrchestrationRun run, string instanceId, IReadOnlyList<ReplayTurn> turns)
    {
        foreach (var turn in turns)
        {
            foreach (var input in turn.Inputs) run.Feed(input, turn.At, replaying: true);
            var count = Math.Max(run.Decisions.Count, turn.Decisions.Count);
            for (var i = 0; i < count; i++)
            {
                var recorded = i < turn.Decisions.Count ? turn.Decisions[i] : (Decision?)null;
                var replayed = i < run.Decisions.Count ? run.Decisions[i] : (Decision?)null;
                if (recorded == replayed) continue;
                return $"Non-Deterministic workflow detected: orchestrator '{run.Started.Name}', instance '{instanceId}', task #{(recorded ?? replayed)!.Value.TaskId}: "
                    + $"the history says it decided to {recorded?.ToString() ?? "do nothing more"}, but the code now decided to {replayed?.ToString() ?? "do nothing more"}.";
            }
            run.Decisions.Clear();
            run.Outgoing.Clear();
            if (turn.Kept.Count > 0) run.Keep(turn.Kept);
        }
        run.CustomStatusChanged = run.HasCustomStatus;
        return null;
    }
}
