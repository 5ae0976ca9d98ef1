namespace FunctionsEmulator.Tests.Durable;

/// <summary>The ways in which every orchestration test runs.</summary>
public enum EngineMode
{
    InMemory,
    ReplayEveryTurn,
    DeliverTwice,
}
