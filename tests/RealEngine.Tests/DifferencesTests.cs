using System.Reflection;
using FunctionsEmulator.Tests.Conformance;

namespace FunctionsEmulator.Tests;

public sealed class DifferencesTests
{
    [Xunit.Fact]
    public void EveryDifference_IsThatOfACaseHere()
    {
        var cases = Assembly.GetExecutingAssembly().GetTypes().Where(type => type.IsSubclassOf(typeof(ConformanceCase)))
            .SelectMany(type => type.GetMethods()).Select(method => method.Name).ToHashSet(StringComparer.Ordinal);

        Assert.Subset(cases, Differences.ByCase.Keys.ToHashSet(StringComparer.Ordinal));
        Assert.True(cases.Count > 2 * Differences.ByCase.Count, "most cases are to be held against the real engine");
    }
}
