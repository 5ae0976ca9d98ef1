namespace FunctionsEmulator.Tests.Durable;

/// <summary>The ways in which every orchestration test runs.</summary>
public enum EngineMode
{
    InMemory,
    ReplayEveryTurn,
    DeliverTwice,

    /// <summary>The engine is lost as soon as a turn is in the journal, before it acts on it, and another one takes over.</summary>
    RecoverEveryTurn,
}
