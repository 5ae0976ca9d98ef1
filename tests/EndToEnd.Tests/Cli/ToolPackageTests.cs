using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Cli;

/// <summary>The command as a .NET tool: packed, installed, and run where there is no repository.</summary>
public sealed class ToolPackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fanout-tool-");

    [Fact]
    public async Task Tool_InstalledFromItsPackage_RunsInAnEmptyFolderAndKeepsItsDataWithTheUser()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var version = $"0.0.0-test.{Environment.ProcessId}";
        await DotnetAsync("pack", Path.Combine(Repository.Root, "src", "Cli"), "--no-build", "-c", configuration, "-o", At("packages"), $"-p:PackageVersion={version}");
        await DotnetAsync("tool", "install", "FanOut.Cli", "--tool-path", At("tools"), "--version", version, "--add-source", At("packages"));

        using var demo = CliProcess.Start(
            "sh", ["-c", $"cd '{At("empty")}' && exec '{At("tools")}/fanout' demo --urls 5 --json"], ("XDG_DATA_HOME", At("data")), ("FanOut__DataDirectory", ""));
        var result = await demo.WaitAsync();

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(5, JsonSerializer.Deserialize<JsonElement>(result.Output).Number("done"));
        Assert.True(Directory.Exists(Path.Combine(At("data"), "fanout", "azurite", "cli")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(At("empty")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string At(string name) => _folder.CreateSubdirectory(name).FullName;

    private static async Task DotnetAsync(params string[] args)
    {
        using var dotnet = CliProcess.Start("dotnet", args);
        var result = await dotnet.WaitAsync();
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }
}
