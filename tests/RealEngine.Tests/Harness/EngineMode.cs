namespace FunctionsEmulator.Tests.Durable;

/// <summary>The emulator runs the cases in several ways; the real engine has one, and of its other names none is used.</summary>
public enum EngineMode
{
    InMemory,
    ReplayEveryTurn,
    DeliverTwice,
    RecoverEveryTurn,
}
