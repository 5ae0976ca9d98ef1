namespace FunctionsEmulator.Durable.Events;

/// <summary>The task of a parent instance that a sub-orchestration answers.</summary>
internal sealed record ParentTask(string InstanceId, string Name, int TaskId);
