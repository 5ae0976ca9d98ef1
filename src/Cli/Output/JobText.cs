using FanOut.Cli.Jobs;

namespace FanOut.Cli.Output;

/// <summary>Numbers of a job in words.</summary>
internal static class JobText
{
    public static string Progress(JobSnapshot job)
    {
        var line = $"{job.Done:N0} of {job.Total:N0} URLs, {Rate(job)}";
        return job.Outcomes.Count == 0 ? line : $"{line}; {Outcomes(job)}";
    }

    public static string Rate(JobSnapshot job) => job.UrlsPerSecond >= 100 ? $"{job.UrlsPerSecond:N0} URLs/s" : $"{job.UrlsPerSecond:0.0} URLs/s";

    public static string Outcomes(JobSnapshot job) =>
        string.Join(", ", job.Outcomes.Where(o => o.Value > 0).OrderByDescending(o => o.Value).Select(o => $"{o.Value:N0} {o.Key}"));

    public static string Bytes(long bytes) => bytes switch
    {
        < 10_000 => $"{bytes:N0} bytes",
        < 10_000_000 => $"{bytes / 1e3:N0} kB",
        _ => $"{bytes / 1e6:N0} MB",
    };
}
