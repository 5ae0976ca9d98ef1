using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Infra.Tests.Flavours;

/// <summary>What MSBuild makes of the app's project, without building it.</summary>
internal sealed class Evaluation
{
    private readonly JsonObject _result;

    private Evaluation(JsonObject result) => _result = result;

    public IEnumerable<JsonNode> Files => _result["Items"]!["Content"]!.AsArray().Select(item => item!);

    public IEnumerable<string> PackageReferences => Items("PackageReference");

    public IEnumerable<string> PackageVersions => Items("PackageVersion");

    public IEnumerable<string> ProjectReferences => Items("ProjectReference");

    public static async Task<Evaluation> OfAsync(string? flavourInEnvironment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            "msbuild", "src/FanOut/FanOut.csproj", "-nologo", .. arguments, "-getItem:PackageReference,ProjectReference,PackageVersion,Content",
            "-getProperty:FunctionsHost,BaseIntermediateOutputPath,BaseOutputPath,ProjectAssetsFile",
        ]) { WorkingDirectory = Repository.Root };
        start.Environment.Remove("FunctionsHost");
        if (flavourInEnvironment is not null) start.Environment["FunctionsHost"] = flavourInEnvironment;
        var result = await CommandLine.RunAsync(start);
        Assert.True(result.ExitCode == 0, result.Text);
        return new Evaluation(JsonNode.Parse(result.Output)!.AsObject());
    }

    public string Property(string name) => _result["Properties"]![name]!.GetValue<string>();

    private IEnumerable<string> Items(string type) => _result["Items"]![type]!.AsArray().Select(item => item!["Identity"]!.GetValue<string>());
}
