namespace FanOut.Orchestration;

/// <summary>The activities that orchestrators call, by name.</summary>
public static class ActivityNames
{
    public const string WriteInput = nameof(WriteInput);
    public const string ReadSlice = nameof(ReadSlice);
    public const string Fetch = nameof(Fetch);
    public const string WriteBatch = nameof(WriteBatch);
    public const string WriteNotRun = nameof(WriteNotRun);
    public const string CommitResults = nameof(CommitResults);
    public const string PlanHosts = nameof(PlanHosts);
    public const string MergeResults = nameof(MergeResults);
    public const string FinishJob = nameof(FinishJob);
    public const string ReadControl = nameof(ReadControl);
    public const string StopFetches = nameof(StopFetches);
    public const string PurgeExpired = nameof(PurgeExpired);
    public const string StartCallback = nameof(StartCallback);
    public const string DeliverCallback = nameof(DeliverCallback);
}
