namespace CrashLoop.Checks;

/// <summary>What was found broken.</summary>
internal sealed class Violations
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public void Add(string violation) => _all.Add(violation);

    public void Require(bool holds, string otherwise)
    {
        if (!holds) Add(otherwise);
    }
}
