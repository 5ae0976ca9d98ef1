using FunctionsEmulator.Tests.Durable;

namespace FunctionsEmulator.Tests.Conformance;

/// <summary>What the cases share, on the real engine.</summary>
public abstract class ConformanceCase
{
    public static TheoryData<EngineMode> Modes => [EngineMode.InMemory];

    internal static EngineOptions Prompt { get; } = new();

    /// <summary>The real engine's clock cannot be told to skip: its timers take their time.</summary>
    internal static EngineHarness Skipping(EngineMode mode) => new(mode);

    internal static EngineHarness Still(EngineMode mode) => new(mode);
}
