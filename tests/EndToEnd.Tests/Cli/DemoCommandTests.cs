using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Cli;

public sealed class DemoCommandTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("fanout-demo-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Demo_Json_EveryUrlHasItsRecordAndExitCode0()
    {
        using var cli = CliProcess.Start(
            "dotnet", [CliProcess.Program, "demo", "--urls", "40", "--concurrency", "10", "--json"], ("FanOut__DataDirectory", _data.FullName));
        var result = await cli.WaitAsync();

        Assert.True(result.ExitCode == 0, result.Error);
        var job = JsonNode.Parse(result.Output)!;
        Assert.Equal("partial", (string?)job["status"]);
        Assert.Equal("""{"ok":39,"httpError":1}""", job["outcomes"]!.ToJsonString());
        Assert.Contains($"40 records in blob fanout/{job["id"]}/results.ndjson, kept in {Path.Combine(_data.FullName, "cli")}", result.Error, StringComparison.Ordinal);
    }
}
