using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace FanOut.Jobs;

/// <summary>Says at start, in one line per setting, what is wrong and what would be right.</summary>
internal sealed partial class JobSettingsValidator : IValidateOptions<JobSettings>
{
    private const long LargestRequestBytes = 1024L * 1024 * 1024;
    private const int LargestUrlsPerJob = 1_000_000;
    private const int LargestJobsInFlight = 10_000;
    private const int LargestRetentionDays = 3_650;

    /// <summary>Where the host and the durable engines keep keys, locks and state.</summary>
    private static readonly string[] s_platformEnds = ["-journal", "-leases", "-applease", "-largemessages"];

    public ValidateOptionsResult Validate(string? name, JobSettings options)
    {
        var failures = new List<string>();
        if (options.MaxRequestBytes is < 1 or > LargestRequestBytes)
            failures.Add($"FanOut__MaxRequestBytes must be from 1 to {LargestRequestBytes}, not {options.MaxRequestBytes}.");
        if (options.MaxUrlsPerJob is < 1 or > LargestUrlsPerJob)
            failures.Add($"FanOut__MaxUrlsPerJob must be from 1 to {LargestUrlsPerJob}, not {options.MaxUrlsPerJob}.");
        if (options.MaxJobsInFlight is < 1 or > LargestJobsInFlight)
            failures.Add($"FanOut__MaxJobsInFlight must be from 1 to {LargestJobsInFlight}, not {options.MaxJobsInFlight}.");
        if (options.RetentionDays is < 1 or > LargestRetentionDays)
            failures.Add($"FanOut__RetentionDays must be from 1 to {LargestRetentionDays}, not {options.RetentionDays}; leave it out to keep jobs.");
        if (!ContainerName().IsMatch(options.Container))
        {
            failures.Add("FanOut__Container must be 3 to 63 lower-case letters, digits and single hyphens, " +
                $"with a letter or digit at both ends, not '{options.Container}'.");
        }
        if (options.BlobServiceUri is { } uri && !NamesAnAccount(uri))
        {
            failures.Add("FanOut__BlobServiceUri must be an absolute http or https URL without user or query, " +
                "such as https://account.blob.core.windows.net.");
        }
        foreach (var list in JobSettings.Names(options.ListContainers).Where(list => !MayHoldLists(list, options)))
        {
            failures.Add("FanOut__ListContainers must name containers that are made for lists, separated by commas, and none of this app's or its host's, " +
                $"not '{list}'; leave it empty for none.");
        }
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool MayHoldLists(string container, JobSettings options) =>
        ContainerName().IsMatch(container)
        && !string.Equals(container, options.Container, StringComparison.Ordinal)
        && !container.StartsWith("azure-webjobs-", StringComparison.Ordinal)
        && !s_platformEnds.Any(end => container.EndsWith(end, StringComparison.Ordinal));

    private static bool NamesAnAccount(Uri uri) =>
        uri is { IsAbsoluteUri: true, Scheme: "https" or "http", UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 };

    [GeneratedRegex(@"^(?=.{3,63}\z)[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContainerName();
}
