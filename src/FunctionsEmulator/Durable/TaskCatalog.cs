namespace FunctionsEmulator.Durable;

/// <summary>The orchestrators and activities that an engine can run, by name; names are case-insensitive.</summary>
internal sealed class TaskCatalog
{
    public Dictionary<string, OrchestratorFunction> Orchestrators { get; } = new(StringComparer.OrdinalIgnoreCase);
    public Dictionary<string, ActivityFunction> Activities { get; } = new(StringComparer.OrdinalIgnoreCase);
}
