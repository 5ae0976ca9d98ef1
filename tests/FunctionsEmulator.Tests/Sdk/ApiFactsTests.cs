namespace FunctionsEmulator.Tests.Sdk;

public sealed class ApiFactsTests
{
    private const string True = """
        FunctionsEmulator.Tests.Sdk.Sample :: public abstract class : System.IDisposable
          protected .ctor(string? name)
          public string? Name { get; init; }
          public abstract int Count { get; }
          public static FunctionsEmulator.Tests.Sdk.Sample? Find(string name, int at = 1, string? group = null)
          public virtual System.Threading.Tasks.Task<TResult> Run<TResult>(System.Func<string?, System.Threading.Tasks.Task<TResult>> work, System.TimeSpan? limit = default) where TResult : class
          public void Dispose()
        """;

    [Fact]
    public void Excess_SameSurface_IsEmpty() => Assert.Empty(Excess(True));

    [Fact]
    public void Excess_RealHasMore_IsEmpty() => Assert.Empty(Excess(True + "\n  public void More()"));

    [Theory]
    [InlineData("public abstract class", "public class")]
    [InlineData(" : System.IDisposable", "")]
    [InlineData("protected .ctor", "public .ctor")]
    [InlineData("string? Name", "string Name")]
    [InlineData("{ get; init; }", "{ get; set; }")]
    [InlineData("{ get; init; }", "{ get; }")]
    [InlineData("public abstract int Count", "public virtual int Count")]
    [InlineData("abstract int Count", "abstract long Count")]
    [InlineData("public static ", "public ")]
    [InlineData("Sample? Find", "Sample Find")]
    [InlineData("(string name", "(string key")]
    [InlineData("int at = 1", "int at = 2")]
    [InlineData("int at = 1", "int at")]
    [InlineData("public virtual", "public")]
    [InlineData("Func<string?", "Func<string")]
    [InlineData(" where TResult : class", "")]
    [InlineData("System.TimeSpan? limit", "System.TimeSpan limit")]
    [InlineData("  public void Dispose()", "")]
    public void Excess_OneDifference_IsTheOneFound(string part, string real)
    {
        Assert.Contains(part, True, StringComparison.Ordinal);

        Assert.Single(Excess(True.Replace(part, real, StringComparison.Ordinal)));
    }

    [Fact]
    public void Excess_UnknownType_IsFound() => 
        Assert.Equal("FunctionsEmulator.Tests.Sdk.Sample: no such type", Assert.Single(Excess(string.Empty)));

    [Fact]
    public void Missing_TypesAndMembers_AreFound()
    {
        var facts = ApiFacts.Parse((True + "\n  public void More()\nNo.Such :: public class\n  public .ctor()").Split('\n'));

        Assert.Equal(["FunctionsEmulator.Tests.Sdk.Sample . public void More()", "No.Such"], facts.Missing([typeof(Sample)]));
    }

    private static IEnumerable<string> Excess(string facts) => ApiFacts.Parse(facts.Split('\n')).Excess(typeof(Sample));
}
