using System.Reflection;

namespace FunctionsEmulator.Tests.Sdk;

public sealed class EmulatorSurfaceTests
{
    private static readonly Assembly Emulator = typeof(Microsoft.DurableTask.TaskName).Assembly;

    [Fact]
    public void Emulator_EveryMicrosoftTypeAndMember_IsInTheRealAssemblies()
    {
        var declared = Array.FindAll(Emulator.GetExportedTypes(), type => !IsOutsideTheLists(type));

        Assert.Empty(declared.SelectMany(ApiFacts.Real.Excess));
        Assert.True(declared.Length > 60, "the surface has shrunk: was the right assembly read?");
    }

    [Fact]
    public void Emulator_WhatTheRealAssembliesHaveMore_IsExplained()
    {
        var missing = ApiFacts.Real.Missing(Array.FindAll(Emulator.GetExportedTypes(), type => !IsOutsideTheLists(type))).ToList();

        Assert.Empty(ApiAbsences.Emulator.Unexplained(missing));
        Assert.Empty(ApiAbsences.Emulator.Outdated(missing));
        Assert.Empty(ApiAbsences.Emulator.WithoutReason);
    }

    [Fact]
    public void Emulator_EveryPublicType_HasANamespaceOfTheRealPackages() => Assert.All(
        Emulator.GetExportedTypes(),
        type => Assert.True(IsOutsideTheLists(type) || type.Namespace!.StartsWith("Microsoft.", StringComparison.Ordinal), type.FullName));

    /// <summary>
    /// Exceptions and history of DurableTask.Core, which the client package brings, can be caught and read; the lists do not
    /// cover it. The host for tests is the emulator's own, under a name of its own.
    /// </summary>
    private static bool IsOutsideTheLists(Type type) =>
        type.Namespace is "DurableTask.Core" or "DurableTask.Core.Exceptions" or "DurableTask.Core.History" or "FunctionsEmulator.Testing";
}
