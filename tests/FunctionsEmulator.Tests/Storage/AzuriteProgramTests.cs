using FunctionsEmulator.Storage.Azurite;

namespace FunctionsEmulator.Tests.Storage;

[Collection("Azurite")]
public sealed class AzuriteProgramTests
{
    [Fact]
    public async Task Ensure_WithAzuriteOnThePathAlone_StartsThatOne()
    {
        await using var bench = new AzuriteBench();
        var installed = AzuriteProgram.Find(new AzuriteOptions(bench.Folder))!;
        var commands = Directory.CreateDirectory(Path.Combine(bench.Folder, "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(commands, "azurite-blob"), installed);
        var options = new AzuriteOptions(bench.Folder, AzuriteDirectory: commands, SearchPath: $"relative{Path.PathSeparator}{commands}");

        Assert.Equal(installed, AzuriteProgram.Find(options));
        Assert.True((await bench.EnsureAsync(options, bench.ConnectionString))!.IsRunning);
    }
}
