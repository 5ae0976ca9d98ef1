namespace Microsoft.DurableTask.Abstractions;

/// <summary>Orders the versions of tasks.</summary>
public static class TaskOrchestrationVersioningUtils
{
    /// <summary>Compares two versions: as numbers where both look like <c>1.2.3</c>, else as text without regard to
    /// case. Empty is older than anything else.</summary>
    /// <returns>Negative when the first is older, 0 when both are equal, positive when it is newer.</returns>
    public static int CompareVersions(string sourceVersion, string otherVersion) =>
        (string.IsNullOrWhiteSpace(sourceVersion), string.IsNullOrWhiteSpace(otherVersion)) switch
        {
            (true, true) => 0,
            (true, false) => -1,
            (false, true) => 1,
            _ when Version.TryParse(sourceVersion, out var source) && Version.TryParse(otherVersion, out var other) =>
                source.CompareTo(other),
            _ => string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase),
        };
}
