using Microsoft.DurableTask;

namespace FunctionsEmulator.Durable;

/// <summary>Runs an orchestrator's code once, from its start; the input is read from the context.</summary>
internal delegate Task<object?> OrchestratorFunction(TaskOrchestrationContext context);

/// <summary>Runs an activity once; the result is what its method returned (null for none).</summary>
internal delegate Task<object?> ActivityFunction(ActivityInvocation invocation);

/// <summary>The orchestrators and activities that an engine can run, by name; names are case-insensitive.</summary>
internal sealed class TaskCatalog
{
    public Dictionary<string, OrchestratorFunction> Orchestrators { get; } = new(StringComparer.OrdinalIgnoreCase);
    public Dictionary<string, ActivityFunction> Activities { get; } = new(StringComparer.OrdinalIgnoreCase);
}
