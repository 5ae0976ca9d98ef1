using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Testing;

/// <summary>The history of an instance from a start, or a continue-as-new, to the next.</summary>
internal sealed class Generation(string instanceId, HistoryEvent.Started started)
{
    public string InstanceId => instanceId;

    public HistoryEvent.Started Started => started;

    public List<ReplayTurn> Turns { get; } = [];

    /// <summary>How it ended; null where it had not when the history was exported.</summary>
    public TurnEnd? End { get; set; }
}
