using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Durable;

/// <summary>Feeds a history to the code of today.</summary>
internal static class HistoryReplay
{
    private const string NothingMore = "do nothing more";

    /// <summary>Feeds turns to a run; returns where the code differs from them, null where it does not.</summary>
    public static string? Feed(OrchestrationRun run, string instanceId, IReadOnlyList<ReplayTurn> turns)
    {
        foreach (var turn in turns)
        {
            foreach (var input in turn.Inputs) run.Feed(input, turn.At, replaying: true);
            // Without any code there is nothing to compare: the run has failed with just that.
            if (!run.HasCode) return null;
            var count = Math.Max(run.Decisions.Count, turn.Decisions.Count);
            for (var i = 0; i < count; i++)
            {
                var recorded = i < turn.Decisions.Count ? turn.Decisions[i] : (Decision?)null;
                var replayed = i < run.Decisions.Count ? run.Decisions[i] : (Decision?)null;
                if (recorded == replayed) continue;
                return Tell(
                    run, instanceId, $"task #{(recorded ?? replayed)!.Value.TaskId}",
                    $"it decided to {recorded?.ToString() ?? NothingMore}",
                    $"decided to {replayed?.ToString() ?? Describe(run.CodeEnd, NothingMore)}");
            }
            run.Decisions.Clear();
            run.Outgoing.Clear();
            if (turn.Kept.Count > 0) run.Keep(turn.Kept);
        }
        run.CustomStatusChanged = run.HasCustomStatus;
        return null;
    }

    /// <summary>After all turns have been fed: how the code stands otherwise than the history says; null where it does not.</summary>
    public static string? CompareEnds(OrchestrationRun run, string instanceId, TurnEnd? recorded)
    {
        var now = run.End;
        if (!run.HasCode || (recorded?.Status, recorded?.ContinuesAsNew) == (now?.Status, now?.ContinuesAsNew)) return null;
        var place = run.LastTaskId < 0 ? "before its first task" : $"after task #{run.LastTaskId}";
        return Tell(run, instanceId, place, $"it decided to {Describe(recorded, "go on")}", $"decided to {Describe(now, "go on")}");
    }

    private static string Tell(OrchestrationRun run, string instanceId, string place, string history, string code) =>
        $"Non-Deterministic workflow detected: orchestrator '{run.Started.Name}', instance '{instanceId}', {place}: the history says {history}, but the code now {code}.";

    private static string Describe(TurnEnd? end, string without) => end switch
    {
        null => without,
        { ContinuesAsNew: true } => "continue as new",
        { Failure: { } failure } => $"fail with {failure.ErrorType}: {failure.ErrorMessage}",
        _ => $"end as {end.Status}",
    };
}
