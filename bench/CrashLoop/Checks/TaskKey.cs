namespace CrashLoop.Checks;

/// <summary>A task of an orchestration.</summary>
internal readonly record struct TaskKey(string InstanceId, int TaskId);
