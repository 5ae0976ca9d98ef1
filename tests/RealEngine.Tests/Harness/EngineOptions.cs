namespace FunctionsEmulator.Tests.Durable;

/// <summary>What a case may ask of the emulator's engine; the real one is asked for nothing.</summary>
internal sealed record EngineOptions
{
    public int MaxConcurrentActivities { get; init; }
}
