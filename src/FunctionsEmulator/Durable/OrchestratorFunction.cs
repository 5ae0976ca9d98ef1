using Microsoft.DurableTask;

namespace FunctionsEmulator.Durable;

/// <summary>Runs an orchestrator's code once, from its start; the input is read from the context.</summary>
internal delegate Task<object?> OrchestratorFunction(TaskOrchestrationContext context);
