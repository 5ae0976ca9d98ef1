namespace CrashLoop.Driver;

/// <summary>One run of an activity, as the witness saw it.</summary>
/// <param name="Life">The life of the app that ran it.</param>
/// <param name="InstanceId">The orchestration; of a fetch, the tag of its job.</param>
/// <param name="TaskId">The task; of a fetch, the index of its URL.</param>
/// <param name="Word">What it said; null for a fetch.</param>
internal sealed record Execution(int Life, string InstanceId, int TaskId, string? Word);
