using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Durable;

/// <summary>The history of an instance from a start, a continue-as-new or a rewind to the next.</summary>
internal sealed class Generation(string instanceId, HistoryEvent.Started started)
{
    public string InstanceId => instanceId;

    public HistoryEvent.Started Started => started;

    public List<ReplayTurn> Turns { get; } = [];

    /// <summary>How it ended; null where it has not.</summary>
    public TurnEnd? End { get; set; }

    /// <summary>Set when part of it is missing from the journal.</summary>
    public string? Damage { get; set; }
}
