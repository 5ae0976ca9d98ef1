namespace FunctionsEmulator.Tests.Hosting;

/// <summary>A service whose scope can be observed.</summary>
public sealed class ScopedService(ScopeLog log) : IDisposable
{
    private readonly int _number = log.Next();

    public void Use(string by) => log.Add($"{by} used {_number}");

    public void Dispose() => log.Add($"disposed {_number}");
}
