namespace FanOut.Fetching;

/// <summary>Names that are refused whatever they resolve to, since they mean something else inside a network than outside it.</summary>
internal static class HostNames
{
    private static readonly string[] PrivateSuffixes = [".local", ".internal"];

    /// <summary>Why the name must not be looked up; null when it may be.</summary>
    public static string? Refusal(ReadOnlySpan<char> name)
    {
        if (name.EndsWith('.'))
        {
            return "blocked: host name with a trailing dot";
        }

        if (name.StartsWith("metadata", StringComparison.OrdinalIgnoreCase))
        {
            return "blocked: metadata host name";
        }

        if (!name.Contains('.') && !IsLocalhost(name))
        {
            return "blocked: host name without a dot";
        }

        foreach (var suffix in PrivateSuffixes)
        {
            if (name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return "blocked: private host name";
            }
        }

        return null;
    }

    public static bool IsLocalhost(ReadOnlySpan<char> name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
