using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Cli;

/// <summary><c>fanout status --watch</c>: on a terminal, through pipes, and left by Ctrl-C.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private const char Escape = '\e';
    private const string HideCursor = "\e[?25l", ShowCursor = "\e[?25h";

    private FakeJobApi _api = null!;

    public async Task InitializeAsync() => _api = await FakeJobApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [PseudoTerminalFact]
    public async Task Watch_OnATerminal_RedrawsItselfAndEndsWithTheSummary()
    {
        var command = $"dotnet '{CliProcess.Program}' status {FakeJobApi.JobId} --watch --endpoint {_api.Uri}";
        using var terminal = CliProcess.Start("script", ["-qec", command, "/dev/null"], ("TERM", "xterm"));

        var result = await terminal.WaitAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(Escape, result.Output);
        Assert.Contains($"Job {FakeJobApi.JobId} succeeded", result.Output, StringComparison.Ordinal);
        // The cursor, which the display hides, is there again.
        Assert.True(result.Output.LastIndexOf(ShowCursor, StringComparison.Ordinal) > result.Output.LastIndexOf(HideCursor, StringComparison.Ordinal));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Watch_ThroughAPipe_IsPlainLinesOnStandardErrorAndTheEndOnStandardOutput(bool json)
    {
        string[] args = ["status", FakeJobApi.JobId, "--watch", "--endpoint", _api.Uri.AbsoluteUri];

        var result = await CliProcess.RunAsync(json ? [.. args, "--json"] : args);

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(Escape, result.Output + result.Error);
        Assert.Contains("running: 1 of 2 URLs", result.Error, StringComparison.Ordinal);
        if (json) Assert.Equal("succeeded", JsonSerializer.Deserialize<JsonElement>(result.Output).Text("status"));
        else Assert.StartsWith($"Job {FakeJobApi.JobId} succeeded", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_InterruptedByCtrlC_LeavesTheJobAlone()
    {
        _api.EndsAs = null;
        using var cli = CliProcess.Start("dotnet", [CliProcess.Program, "status", FakeJobApi.JobId, "--watch", "--endpoint", _api.Uri.AbsoluteUri]);
        await _api.Polled.WaitAsync(CliProcess.Limit);

        await cli.InterruptAsync();
        var result = await cli.WaitAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.False(_api.Cancelled);
        Assert.StartsWith($"Job {FakeJobApi.JobId} running", result.Output, StringComparison.Ordinal);
    }
}
