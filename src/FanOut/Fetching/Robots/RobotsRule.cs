namespace FanOut.Fetching.Robots;

/// <summary>One line of robots.txt that allows or disallows paths.</summary>
/// <param name="Pattern">A beginning of paths, with wildcards, in the spelling of <see cref="RobotsPath"/>.</param>
/// <param name="IsWhole">The pattern is to match to the end of the path.</param>
internal readonly record struct RobotsRule(string Pattern, bool IsWhole, bool Allows)
{
    /// <summary>The rule with the longest pattern counts.</summary>
    public int Weight => Pattern.Length + (IsWhole ? 1 : 0);

    public static RobotsRule Parse(ReadOnlySpan<byte> pattern, bool allows)
    {
        var isWhole = pattern is [.., (byte)'$'];
        return new RobotsRule(RobotsPath.OfPattern(isWhole ? pattern[..^1] : pattern), isWhole, allows);
    }

    /// <summary>Each literal piece is taken where it first occurs, which is right since pieces have fixed lengths; nothing is tried twice.</summary>
    public bool Matches(ReadOnlySpan<char> path)
    {
        var rest = Pattern.AsSpan();
        var star = rest.IndexOf(RobotsPath.Wildcard);
        if (star < 0) return IsWhole ? path.SequenceEqual(rest) : path.StartsWith(rest);
        if (!path.StartsWith(rest[..star])) return false;
        path = path[star..];
        rest = rest[(star + 1)..];
        while ((star = rest.IndexOf(RobotsPath.Wildcard)) >= 0)
        {
            var at = path.IndexOf(rest[..star]);
            if (at < 0) return false;
            path = path[(at + star)..];
            rest = rest[(star + 1)..];
        }

        return IsWhole ? path.EndsWith(rest) : path.IndexOf(rest) >= 0;
    }
}
