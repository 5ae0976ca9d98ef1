
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Durable.Events;

/// <summary>One turn of an instance as the journal tells it.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Sequence">Unique in the task hub.</param>
/// <param name="Previous">The turn before it in the same generation, 0 for the first: so a missing one is noticed.</param>
/// <param name="At">The time that the code was told.</param>
internal sealed record Turn(string InstanceId, long Sequence, long Previous, DateTimeOffset At)
{
    /// <summary>What came in, in order. A <see cref="Message"/> is named by its sequence, all else is told in full.</summary>
    public List<(long MessageSequence, HistoryEvent? Event)> Inputs { get; } = [];

    public List<Decision> Decisions { get; } = [];

    /// <summary>Set when the turn ended the instance, or its generation.</summary>
    public TurnEnd? End { get; set; }
}
