namespace EndToEnd.Tests.Browser;

/// <summary>A theory that is skipped where a <see cref="BrowserFactAttribute"/> is.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = new BrowserFactAttribute().Skip;
}
