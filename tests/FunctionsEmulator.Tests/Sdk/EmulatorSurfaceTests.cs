using System.Reflection;

namespace FunctionsEmulator.Tests.Sdk;

public sealed class EmulatorSurfaceTests
{
    private static readonly Assembly Emulator = typeof(Microsoft.DurableTask.TaskName).Assembly;

    [Fact]
    public void Emulator_EveryMicrosoftTypeAndMember_IsInTheRealAssemblies()
    {
        var declared = Emulator.GetExportedTypes();

        Assert.Empty(declared.SelectMany(ApiFacts.Real.Excess));
        Assert.True(declared.Length > 60, "the surface has shrunk: was the right assembly read?");
    }

    [Fact]
    public void Emulator_EveryPublicType_IsInAMicrosoftNamespace() =>
        Assert.All(Emulator.GetExportedTypes(), type => Assert.StartsWith("Microsoft.", type.Namespace, StringComparison.Ordinal));
}
