namespace FunctionsEmulator.Durable.Events;

/// <summary>
/// Something an orchestrator decided, as the journal keeps it: enough to tell, when the code is replayed, whether it still
/// decides the same.
/// </summary>
/// <param name="Kind">What was decided.</param>
/// <param name="TaskId">The task's id; of a sent event, the order of sending; -1 where there is none.</param>
/// <param name="Name">Name of the activity, orchestrator or event; due time of a timer.</param>
/// <param name="Hash">Hash of the input, 0 where there is none.</param>
internal readonly record struct Decision(DecisionKind Kind, int TaskId, string Name, uint Hash)
{
    public override string ToString() => Kind switch
    {
        DecisionKind.Activity => $"call activity '{Name}' as task #{TaskId} (input hash {Hash:x8})",
        DecisionKind.SubOrchestration => $"call sub-orchestrator '{Name}' as task #{TaskId} (input hash {Hash:x8})",
        DecisionKind.Timer => $"create a timer for {Name} as task #{TaskId}",
        DecisionKind.CancelTimer => $"cancel the timer of task #{TaskId}",
        DecisionKind.SendEvent => $"send event '{Name}' (input hash {Hash:x8})",
        _ => "finish",
    };
}
