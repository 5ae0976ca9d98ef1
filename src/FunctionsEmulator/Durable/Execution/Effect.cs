using FunctionsEmulator.Durable.Events;

namespace FunctionsEmulator.Durable.Execution;

/// <summary>Something to carry out once the turn that decided it is durable.</summary>
internal abstract record Effect
{
    public sealed record RunActivity(OpenTask Task) : Effect;

    /// <summary>Answers a task with the result that a rewind has kept for it.</summary>
    public sealed record Answer(OpenTask Task) : Effect;

    public sealed record StartTimer(OpenTask Task) : Effect;

    public sealed record CancelTimer(int TaskId) : Effect;

    /// <summary>A message for another instance, written to the journal together with the turn.</summary>
    public sealed record Send(string InstanceId, HistoryEvent Event) : Effect
    {
        /// <summary>The task that the orchestrator has decided on with it; -1 when it is no decision of its code.</summary>
        public int TaskId { get; init; } = -1;
    }
}
