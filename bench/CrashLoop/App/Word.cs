namespace CrashLoop.App;

/// <summary>What an activity is to say, and as which task, since an activity is not told its task's id.</summary>
public sealed record Word(string InstanceId, int TaskId, string Text, int DelayMs = 0);
