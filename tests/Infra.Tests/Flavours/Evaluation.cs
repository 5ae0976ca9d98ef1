using System.Text.Json.Nodes;

namespace Infra.Tests.Flavours;

/// <summary>What MSBuild makes of a project, without building it.</summary>
internal static class Evaluation
{
    public static async Task<JsonObject> OfAsync(string project, params IEnumerable<string> arguments)
    {
        var result = await CommandLine.RunAsync("dotnet", Repository.Root, ["msbuild", project, "-nologo", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Text);
        return JsonNode.Parse(result.Output)!.AsObject();
    }

    public static IEnumerable<string> Items(this JsonObject evaluation, string type) =>
        evaluation["Items"]![type]!.AsArray().Select(item => item!["Identity"]!.GetValue<string>());

    public static string Property(this JsonObject evaluation, string name) => evaluation["Properties"]![name]!.GetValue<string>();
}
