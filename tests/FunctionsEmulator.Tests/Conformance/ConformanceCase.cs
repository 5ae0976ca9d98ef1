using FunctionsEmulator.Durable;
using FunctionsEmulator.Tests.Durable;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Tests.Conformance;

/// <summary>What the cases share. Each runs in every <see cref="EngineMode"/> and does not know which.</summary>
public abstract class ConformanceCase
{
    public static TheoryData<EngineMode> Modes => [.. Enum.GetValues<EngineMode>()];

    /// <summary>An engine whose timers fire at once, in the order of their time.</summary>
    internal static EngineHarness Skipping(EngineMode mode) => new(mode, new SkippingClock());

    /// <summary>An engine on which no time passes.</summary>
    internal static EngineHarness Still(EngineMode mode) => new(mode, new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    /// <summary>Nothing is put off, so that a skipping clock tells only the time of timers.</summary>
    internal static EngineOptions Prompt { get; } = new() { LazyFlushDelay = TimeSpan.Zero };
}
