
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Durable.Events;

/// <summary>One turn of an instance as the journal tells it.</summary>
internal sealed record Turn(string InstanceId, long Sequence, DateTimeOffset At)
{
    /// <summary>What came in, in order. A <see cref="Message"/> is named by its sequence, all else is told in full.</summary>
    public List<(long MessageSequence, HistoryEvent? Event)> Inputs { get; } = [];

    public List<Decision> Decisions { get; } = [];

    /// <summary>Set when the turn ended the instance, or its generation.</summary>
    public TurnEnd? End { get; set; }
}
