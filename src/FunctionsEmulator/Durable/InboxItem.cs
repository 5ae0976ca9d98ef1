using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Durable;

/// <summary>One thing an instance has to look at. The default value asks it to write its open line.</summary>
internal readonly record struct InboxItem
{
    /// <summary>An event that is in the journal already.</summary>
    public Message? Message { get; init; }

    /// <summary>The answer to a task, which the journal gets with the turn that takes it.</summary>
    public HistoryEvent? Answer { get; init; }

    /// <summary>The generation whose task was answered.</summary>
    public int Generation { get; init; }

    /// <summary>Ends the instance, if <see cref="Broken"/> is still what it runs.</summary>
    public TurnEnd? Break { get; init; }

    public OrchestrationRun? Broken { get; init; }
}
