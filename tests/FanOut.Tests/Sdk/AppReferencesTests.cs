using FunctionsEmulator.Tests.Sdk;

namespace FanOut.Tests.Sdk;

public sealed class AppReferencesTests
{
    [Fact]
    public void App_EveryReferenceToTheFunctionsPackages_IsInTheRealAssemblies()
    {
        var real = ApiKeys.Of(ApiFacts.Real).ToHashSet(StringComparer.Ordinal);

        var used = ApiReferences.In(Path.Combine(AppContext.BaseDirectory, "FanOut.dll"), "FunctionsEmulator");

        Assert.NotEmpty(used);
        Assert.DoesNotContain(used, reference => !real.Contains(reference) && !IsOutsideTheLists(reference));
    }

    /// <summary>Exceptions of DurableTask.Core, which the client package brings; the lists do not cover it.</summary>
    private static bool IsOutsideTheLists(string reference) => reference.StartsWith("DurableTask.Core.Exceptions.", StringComparison.Ordinal);
}
