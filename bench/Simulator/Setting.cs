namespace Simulator;

/// <summary>One job to simulate.</summary>
/// <param name="Urls">In the list.</param>
/// <param name="BatchSize">The job's option.</param>
/// <param name="MaxConcurrency">The job's option.</param>
/// <param name="Instances">Of the app; the first is there at once, each other after one more cold start.</param>
/// <param name="ActivitiesPerInstance">host.json's maxConcurrentActivityFunctions.</param>
internal sealed record Setting(int Urls, int BatchSize, int MaxConcurrency, int Instances = 1, int ActivitiesPerInstance = 2_000)
{
    public const double ColdStartSeconds = 3;

    /// <summary>What a fetch takes: every hundredth is slow.</summary>
    public double FetchSeconds(int index) => index % 100 == 99 ? 2 : 0.2;

    /// <summary>What reading a slice, storing a batch and the like take.</summary>
    public double StorageSeconds { get; init; } = 0.02;
}
