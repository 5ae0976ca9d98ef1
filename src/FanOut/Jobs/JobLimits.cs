namespace FanOut.Jobs;

/// <summary>The ranges of a job's options and the sizes a caller may send.</summary>
public static class JobLimits
{
    public const int MaxNameLength = 200;
    public const int MaxUrlLength = 2048;
    public const int DefaultMaxUrls = 100_000;
    public const int DefaultMaxJobsInFlight = 1_000;
    public const long DefaultMaxRequestBytes = 32 * 1024 * 1024;

    public const int MinConcurrency = 1, MaxConcurrency = 2000;
    public const int MinBatchSize = 1, MaxBatchSize = 500;
    public const double MinTimeoutSeconds = 0.1, MaxTimeoutSeconds = 300;
    public const double MaxDeadlineSeconds = 7 * 24 * 60 * 60;
    public const int MinAttempts = 1, MaxAttempts = 10;
    public const int MinPerHost = 1, MaxPerHost = 2000;
    public const double MinPerSecond = 0.1, MaxPerSecond = 10_000;
    public const int MinCaptureBytes = 1, MaxCaptureBytes = 262_144;
    public const int MinBodyBytes = 1, MaxBodyBytes = 16_777_216;

    public const int MaxHeaders = 50;
    /// <summary>Names and values of all headers together.</summary>
    public const int MaxHeaderBytes = 16 * 1024;

    /// <summary>Nesting of a JSON body; what a job needs is 3.</summary>
    public const int MaxJsonDepth = 64;
    /// <summary>Bad fields named in one answer.</summary>
    public const int MaxErrors = 20;
}
