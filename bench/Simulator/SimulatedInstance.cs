using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;

namespace Simulator;

/// <summary>An orchestration instance: its messages, and the run of its code.</summary>
internal sealed class SimulatedInstance(string id)
{
    public string Id => id;
    public Queue<HistoryEvent> Inbox { get; } = new();
    public OrchestrationRun? Run { get; set; }

    /// <summary>Rows of this generation's history.</summary>
    public int Rows { get; set; }

    public bool IsAwake { get; set; }
    public bool HasEnded { get; set; }
}
