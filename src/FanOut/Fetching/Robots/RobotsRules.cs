namespace FanOut.Fetching.Robots;

/// <summary>What a robots.txt says to one crawler (RFC 9309, 2.2.2).</summary>
internal sealed class RobotsRules
{
    /// <summary>What a rule takes beside its characters, about.</summary>
    private const int RuleBytes = 56;

    /// <summary>What an answer without any rule takes in a cache, about.</summary>
    private const int LeastBytes = 512;

    public static readonly RobotsRules AllowAll = new([]);

    /// <summary>The one that counts first.</summary>
    private readonly RobotsRule[] _rules;

    public RobotsRules(IEnumerable<RobotsRule> rules)
    {
        _rules = [.. rules.OrderByDescending(rule => rule.Weight).ThenByDescending(rule => rule.Allows)];
        Bytes = LeastBytes + _rules.Sum(rule => RuleBytes + (long)(rule.Pattern.Length * sizeof(char)));
    }

    /// <summary>About how much memory this takes.</summary>
    public long Bytes { get; }

    public int Count => _rules.Length;

    public bool Allows(Uri url)
    {
        if (_rules.Length == 0 || IsRobotsFile(url)) return true;
        var path = RobotsPath.OfUrl(url);
        foreach (var rule in _rules)
        {
            if (rule.Matches(path)) return rule.Allows;
        }

        return true;
    }

    /// <summary>It may be read whatever it says.</summary>
    public static bool IsRobotsFile(Uri url) => url.PathAndQuery.Equals(RobotsReader.Path, StringComparison.Ordinal);
}
