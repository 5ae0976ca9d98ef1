namespace FanOut.Jobs;

/// <summary>The settings of the job API: section <c>FanOut</c>, as <c>FanOut__Container</c> in the environment.</summary>
public sealed class JobSettings
{
    public const string Section = "FanOut";

    /// <summary>The blob container of all jobs.</summary>
    public string Container { get; set; } = "fanout";

    /// <summary>Names an account to reach by identity; otherwise the app's blobs are in the host's own storage.</summary>
    public Uri? BlobServiceUri { get; set; }

    /// <summary>The longest body of a request, in bytes after decompression.</summary>
    public long MaxRequestBytes { get; set; } = JobLimits.DefaultMaxRequestBytes;

    public int MaxUrlsPerJob { get; set; } = JobLimits.DefaultMaxUrls;

    /// <summary>Jobs of the container that have not ended, at most; a request for one more is refused.</summary>
    public int MaxJobsInFlight { get; set; } = JobLimits.DefaultMaxJobsInFlight;

    /// <summary>Comma-separated containers whose blobs a request may name as its list; empty for none.</summary>
    public string? ListContainers { get; set; } = "lists";

    /// <summary>Jobs that ended longer ago are purged; null keeps them until they are purged by hand.</summary>
    public int? RetentionDays { get; set; }

    /// <summary>The names in a setting that holds several.</summary>
    internal static string[] Names(string? setting) => (setting ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
