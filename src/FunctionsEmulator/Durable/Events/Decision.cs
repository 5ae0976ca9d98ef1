namespace FunctionsEmulator.Durable.Events;

/// <summary>
/// Something an orchestrator decided, as the journal keeps it: enough to tell, when the code is replayed, whether it still
/// decides the same.
/// </summary>
/// <param name="Kind">What was decided.</param>
/// <param name="TaskId">The task's id; a sent event takes one too, as on Azure.</param>
/// <param name="Name">Name of the activity, orchestrator or event; due time of a timer.</param>
/// <param name="Hash">Hash of the input, 0 where there is none.</param>
/// <param name="Target">The instance that a sub-orchestration becomes, or that an event is sent to.</param>
internal readonly record struct Decision(DecisionKind Kind, int TaskId, string Name, uint Hash, string? Target = null)
{
    public override string ToString() => Kind switch
    {
        DecisionKind.Activity => $"call activity '{Name}' as task #{TaskId} (input hash {Hash:x8})",
        DecisionKind.SubOrchestration => $"call sub-orchestrator '{Name}' as instance '{Target}' and task #{TaskId} (input hash {Hash:x8})",
        DecisionKind.Timer => $"create a timer for {Name} as task #{TaskId}",
        DecisionKind.CancelTimer => $"cancel the timer of task #{TaskId}",
        DecisionKind.SendEvent => $"send event '{Name}' to instance '{Target}' as task #{TaskId} (input hash {Hash:x8})",
        _ => "finish",
    };
}
