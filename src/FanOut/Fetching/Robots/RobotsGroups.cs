namespace FanOut.Fetching.Robots;

/// <summary>The groups of a robots.txt as they are read; all that are for the same crawler are one.</summary>
internal sealed class RobotsGroups(string product)
{
    private readonly List<RobotsRule> _own = [];
    private readonly List<RobotsRule> _everyones = [];
    private bool _isNamed;
    private bool _inAgents;
    private bool _isOwn;
    private bool _isEveryones;

    /// <summary>Lines that name crawlers, one after the other, begin a group; other lines than rules do not part them.</summary>
    public void AddAgent(ReadOnlySpan<byte> name)
    {
        if (!_inAgents) (_inAgents, _isOwn, _isEveryones) = (true, false, false);
        if (name is [(byte)'*', ..]) _isEveryones |= name.Length == 1 || name[1] is (byte)' ' or (byte)'\t';
        else _isOwn |= ProductToken.IsNamedBy(name, product);
        _isNamed |= _isOwn;
    }

    public void AddRule(ReadOnlySpan<byte> pattern, bool allows)
    {
        _inAgents = false;
        // Without a path it says nothing: of old, that nothing is disallowed.
        if (pattern.IsEmpty || !(_isOwn || _isEveryones)) return;
        var rule = RobotsRule.Parse(pattern, allows);
        if (_isOwn) _own.Add(rule);
        if (_isEveryones) _everyones.Add(rule);
    }

    /// <summary>Those of the groups that name the crawler, even if there are none; else those for everyone.</summary>
    public RobotsRules Rules() => new(_isNamed ? _own : _everyones);
}
