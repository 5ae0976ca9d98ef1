namespace FunctionsEmulator.Durable.Execution;

/// <summary>Error types of failures that no user code raised, as the real worker names them.</summary>
internal static class TaskErrors
{
    public const string ActivityNotFound = "ActivityTaskNotFound";
    public const string OrchestratorNotFound = "OrchestratorTaskNotFound";
    public const string VersionMismatch = "VersionMismatch";
    public const string NonDeterministic = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";
}
