using System.Diagnostics;
using FunctionsEmulator.Storage.Azurite;

namespace FunctionsEmulator.Tests.Storage;

public sealed class AzuriteProcessIdentityTests
{
    [Fact]
    public void IsAlive_ForThisProcess_IsTrue() => Assert.True(ProcessIdentity.Current.IsAlive());

    [Fact]
    public void IsAlive_ForAnEarlierProcessOfTheSameId_IsFalse() =>
        Assert.False((ProcessIdentity.Current with { Started = 1 }).IsAlive());

    [Fact]
    public async Task IsAlive_AfterTheProcessEnded_IsFalse()
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/cat") { RedirectStandardInput = true, UseShellExecute = false })!;
        var identity = ProcessIdentity.Of(process.Id);
        Assert.True(identity!.IsAlive());

        process.StandardInput.Close();
        await process.WaitForExitAsync();

        Assert.False(identity.IsAlive());
    }
}
