namespace CrashLoop.Driver;

/// <summary>What the app has acknowledged: it has to be true in the end, whatever has happened between.</summary>
/// <param name="InstanceId">The orchestration that was started.</param>
/// <param name="Name">Its orchestrator.</param>
internal sealed record Promise(string InstanceId, string Name)
{
    /// <summary>Events that were acknowledged, in order.</summary>
    public List<int> Acknowledged { get; } = [];

    /// <summary>Events that were sent; those that were not acknowledged may have arrived.</summary>
    public List<int> Sent { get; } = [];

    /// <summary>Of a job: the tag in its URLs, and how many there are.</summary>
    public (string Tag, int Urls)? Job { get; init; }
}
