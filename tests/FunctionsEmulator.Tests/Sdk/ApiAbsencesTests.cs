namespace FunctionsEmulator.Tests.Sdk;

public sealed class ApiAbsencesTests
{
    private const string List = """
        # Why
        Some.Type
        Other.Type . public void Some*
        """;

    [Theory]
    [InlineData("Some.Type", false)]
    [InlineData("Other.Type . public void SomeMember()", false)]
    [InlineData("Some.Type . public void Member()", true)]
    [InlineData("Some.TypeWithALongerName", true)]
    [InlineData("Other.Type", true)]
    public void Unexplained_IsWhatNoLineNames(string missing, bool expected) =>
        Assert.Equal(expected, Parse(List).Unexplained([missing]).Any());

    [Fact]
    public void Outdated_IsEveryLineThatExplainsNothing() =>
        Assert.Equal(["Other.Type . public void Some*"], Parse(List).Outdated(["Some.Type", "Third.Type"]));

    [Fact]
    public void WithoutReason_IsWhatStandsUnderNone() =>
        Assert.Equal(["Third.Type"], Parse(List + "\n\nThird.Type").WithoutReason);

    private static ApiAbsences Parse(string text) => ApiAbsences.Parse(text.Split('\n'));
}
