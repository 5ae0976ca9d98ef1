using FunctionsEmulator.Durable.Execution;

namespace FunctionsEmulator.Durable.History;

/// <summary>
/// Of what an orchestrator gave to its activities, and sent as events, a turn keeps hashes alone. Its code is given the history
/// once more and tells the inputs again; from where it decides otherwise, it tells nothing.
/// </summary>
internal static class RepeatedInputs
{
    /// <returns>Inputs by the ids of tasks; null for none.</returns>
    public static Dictionary<int, string?> Of(OrchestrationRun run, IReadOnlyList<ReplayTurn> turns)
    {
        var inputs = new Dictionary<int, string?>();
        foreach (var turn in turns)
        {
            foreach (var input in turn.Inputs) run.Feed(input, turn.At, replaying: true);
            if (!run.Decisions.SequenceEqual(turn.Decisions)) break;
            foreach (var effect in run.Outgoing) Keep(inputs, effect);
            run.Decisions.Clear();
            run.Outgoing.Clear();
            if (turn.Kept.Count > 0) run.Keep(turn.Kept);
        }
        return inputs;
    }

    private static void Keep(Dictionary<int, string?> inputs, Effect effect)
    {
        switch (effect)
        {
            case Effect.RunActivity { Task: var task }:
                inputs[task.Id] = task.Input;
                break;
            case Effect.Answer { Task: var task }:
                inputs[task.Id] = task.Input;
                break;
            case Effect.Send { Event: Events.HistoryEvent.EventRaised raised, TaskId: var taskId }:
                inputs[taskId] = raised.Payload;
                break;
        }
    }
}
