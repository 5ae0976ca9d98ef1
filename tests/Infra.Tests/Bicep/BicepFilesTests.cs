using System.Text.Json;

namespace Infra.Tests.Bicep;

public sealed class BicepFilesTests
{
    [Fact]
    public async Task Templates_WhenBuiltAndLinted_GiveNoWarning()
    {
        using var folder = new TemporaryFolder();

        var built = await BicepCli.RunAsync(Repository.Infra, "build", "main.bicep", "--outfile", folder.File("main.json"));
        var linted = await BicepCli.RunAsync(Repository.Infra, "lint", "--pattern", "**/*.bicep");
        var parameters = await BicepCli.RunAsync(Repository.Infra, "build-params", "main.bicepparam", "--outfile", folder.File("main.parameters.json"));

        foreach (var result in new[] { built, linted, parameters })
        {
            Assert.Equal("", result.Text.Trim());
            Assert.Equal(0, result.ExitCode);
        }
    }

    [Fact]
    public async Task Files_WhenFormatted_StayAsTheyAre()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Files()) File.Copy(Path.Combine(Repository.Infra, file), MakeRoom(folder.File(file)));

        foreach (var pattern in new[] { "**/*.bicep", "**/*.bicepparam" })
        {
            var formatted = await BicepCli.RunAsync(folder.Path, "format", "--pattern", pattern);
            Assert.Equal((0, ""), (formatted.ExitCode, formatted.Text.Trim()));
        }

        Assert.All(Files(), file => Assert.Equal(File.ReadAllText(Path.Combine(Repository.Infra, file)), File.ReadAllText(folder.File(file))));
    }

    [Fact]
    public async Task ApiVersion_WhenOlderThanTheNewestStable_FailsTheBuild()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Repository.Infra, "bicepconfig.json"), folder.File("bicepconfig.json"));
        await File.WriteAllTextAsync(folder.File("old.bicep"),
            "resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {\n  name: 'account'\n}\noutput id string = account.id\n");

        var result = await BicepCli.RunAsync(folder.Path, "build", "old.bicep", "--stdout");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Error use-recent-api-versions", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void LinterRules_AreAllErrors()
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Infra, "bicepconfig.json")));
        var core = config.RootElement.GetProperty("analyzers").GetProperty("core");

        Assert.True(core.GetProperty("enabled").GetBoolean());
        Assert.All(core.GetProperty("rules").EnumerateObject(), rule => Assert.Equal("error", rule.Value.GetProperty("level").GetString()));
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Repository.Infra, "*.bicep*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".bicep" or ".bicepparam")
        .Select(file => Path.GetRelativePath(Repository.Infra, file));

    private static string MakeRoom(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
