using System.Text.Json;
using System.Text.RegularExpressions;

namespace Infra.Tests.Files;

/// <summary>What configuration files name is there.</summary>
public sealed partial class PathTests
{
    public static TheoryData<string> Json { get; } =
        [".devcontainer/devcontainer.json", ".vscode/extensions.json", ".vscode/launch.json", ".vscode/tasks.json", "global.json", "host.json"];

    public static TheoryData<string> Configuration { get; } =
    [
        ".ci/azure-flavour/check", ".ci/run", ".devcontainer/devcontainer.json", ".github/dependabot.yml", ".github/workflows/ci.yml", ".github/workflows/deploy.yml",
        ".vscode/launch.json", ".vscode/tasks.json", "azure.yaml", "docs/operations.md",
    ];

    [Theory]
    [MemberData(nameof(Json))]
    public void Json_IsStrict(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.At(file)));

        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    [Theory]
    [MemberData(nameof(Configuration))]
    public void Paths_AreThere(string file) => Assert.All(
        PathInRepository().Matches(File.ReadAllText(Repository.At(file))).Select(match => match.Value.TrimEnd('.')).Where(path => !path.Contains("/bin/", StringComparison.Ordinal)),
        path => Assert.True(Path.Exists(Repository.At(path)), $"{file} names {path}, which is not there."));

    [Fact]
    public void Dependabot_LooksWhereManifestsAre()
    {
        var updates = Yaml.Read(".github/dependabot.yml").List("updates").Cast<YamlDotNet.RepresentationModel.YamlMappingNode>().ToList();

        Assert.Equal(["devcontainers", "github-actions", "npm", "nuget"], updates.Select(update => update.Text("package-ecosystem")).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Repository.At(updates.Single(update => update.Text("package-ecosystem") is "npm").Text("directory").TrimStart('/') + "/package.json")));
    }

    [Fact]
    public void Launch_StartsWhatTheBuildMakes()
    {
        using var launch = JsonDocument.Parse(File.ReadAllText(Repository.At(".vscode/launch.json")));

        Assert.All(launch.RootElement.GetProperty("configurations").EnumerateArray(), configuration =>
        {
            var program = configuration.GetProperty("program").GetString()!.Replace("${workspaceFolder}/", "", StringComparison.Ordinal);
            var project = Directory.GetFiles(Repository.At(program[..program.IndexOf("/bin/", StringComparison.Ordinal)]), "*.csproj");
            Assert.Contains(Path.GetFileNameWithoutExtension(program), new[] { Path.GetFileNameWithoutExtension(project[0]), "FanOut." + Path.GetFileNameWithoutExtension(project[0]) });
        });
    }

    [GeneratedRegex(@"(?<![\w./-])(\.ci|\.github|bench|docs|infra|src|tests)/[\w./-]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathInRepository();
}
