using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Cli;

public sealed class RunCommandTests : IAsyncLifetime
{
    private const char Escape = '\e';
    // The .NET runtime writes this whenever it finds a terminal; it shows nothing.
    private const string KeypadMode = "\e[?1h\e=";
    private FakeJobApi _api = null!;

    public async Task InitializeAsync() => _api = await FakeJobApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Run_Succeeded_ResultsOnStandardOutputTheRestOnStandardError()
    {
        var result = await RunAsync("http://example.com/a", "http://example.com/b");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(FakeJobApi.Results, result.Output);
        Assert.Contains($"Job {FakeJobApi.JobId} succeeded in 0.4 s: 2 of 2 URLs", result.Error, StringComparison.Ordinal);
        Assert.Contains("Outcomes: 2 ok", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, result.Error);
    }

    [Fact]
    public async Task Run_OfAListThatTheAppReads_SaysWhereItIs()
    {
        Assert.Equal(0, (await RunAsync("--blob", "lists/today.dat", "--blob-format", "csv", "--blob-column", "link", "--dedupe")).ExitCode);
        Assert.Equal("""{"options":{"dedupe":true},"urlsFrom":{"blob":"lists/today.dat","format":"csv","column":"link"}}""", _api.Received!.ToJsonString());

        Assert.Equal(0, (await RunAsync("--sitemap", "https://example.com/sitemap.xml")).ExitCode);
        Assert.Equal("""{"options":{},"urlsFrom":{"sitemap":"https://example.com/sitemap.xml"}}""", _api.Received!.ToJsonString());
    }

    [Theory]
    [InlineData("partial")]
    [InlineData("failed")]
    [InlineData("cancelled")]
    public async Task Run_NotAllOk_ExitCode1(string status)
    {
        _api.EndsAs = status;

        var result = await RunAsync("http://example.com/a");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(FakeJobApi.Results, result.Output);
    }

    [Fact]
    public async Task Run_Json_StandardOutputIsTheFinalJobObjectAlone()
    {
        var result = await RunAsync("http://example.com/a", "--json");

        Assert.Equal(0, result.ExitCode);
        var job = JsonNode.Parse(result.Output)!;
        Assert.Equal("succeeded", (string?)job["status"]);
        Assert.Equal(1, (int?)job["laterAddition"]);
    }

    [Fact]
    public async Task Run_Out_FileHoldsTheResultsAndNothingOfBefore()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, new string('x', 10_000));

            var result = await RunAsync("http://example.com/a", "--out", file);

            Assert.Equal(0, result.ExitCode);
            Assert.Empty(result.Output);
            Assert.Equal(FakeJobApi.Results, await File.ReadAllTextAsync(file));
            Assert.Contains($"Results: {file}", result.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Run_Options_ReachTheAppAsJson()
    {
        await RunAsync(
            "http://example.com/a", "--name", "nightly", "--key", "secret", "--max-concurrency", "7", "--timeout-seconds", "0.5", "--method", "head",
            "--header", "Accept: text/html", "--header", "X-Id: 1:2", "--capture", "text", "--dedupe", "--tolerated-failures", "5%");

        Assert.Equal("secret", _api.Key);
        Assert.Equal(
            """
            {"name":"nightly","options":{"maxConcurrency":7,"timeoutSeconds":0.5,"method":"HEAD","headers":{"Accept":"text/html","X-Id":"1:2"},"capture":"text","dedupe":true,"toleratedFailures":"5%"},"urls":["http://example.com/a"]}
            """,
            _api.Received!.ToJsonString());
    }

    [Fact]
    public async Task Run_StandardInput_TakesALineForAUrlAndLeavesCommentsOut()
    {
        await CliProcess.RunAsync("# list\n\n http://example.com/a \r\nnot a url\n#http://example.com/b", ["run", "-", "--endpoint", _api.Uri.AbsoluteUri]);

        Assert.Equal("""["http://example.com/a","not a url"]""", _api.Received!["urls"]!.ToJsonString());
    }

    [Fact]
    public async Task Run_RefusedByTheApp_NamesTheFieldsAndExitCode2()
    {
        _api.Refusal = (400, """{"title":"The request is not valid.","status":400,"errors":{"options.headers.Host":["Is refused."],"name":["Too long.","Odd."]}}""");

        var result = await RunAsync("http://example.com/a");

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal("fanout: the app answered 400: The request is not valid.\n  options.headers.Host: Is refused.\n  name: Too long. Odd.\n", result.Error);
    }

    [Fact]
    public async Task Run_AppFails_ExitCode1()
    {
        _api.Refusal = (500, "");

        var result = await RunAsync("http://example.com/a");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("fanout: the app answered 500 InternalServerError\n", result.Error);
    }

    [Fact]
    public async Task Run_Interrupted_CancelsTheJobWritesWhatWasDoneAndExitCode130()
    {
        _api.EndsAs = null;
        using var cli = CliProcess.Start("dotnet", [CliProcess.Program, "run", "http://example.com/a", "--endpoint", _api.Uri.AbsoluteUri]);
        await _api.Polled.WaitAsync(CliProcess.Limit);

        await cli.InterruptAsync();
        var result = await cli.WaitAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.True(_api.Cancelled);
        Assert.Equal(FakeJobApi.Results, result.Output);
        Assert.Contains("cancelled", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithACallbackUrl_SendsItBesideTheOptions()
    {
        var result = await RunAsync("http://example.com/a", "--callback-url", "https://example.com/hook", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("https://example.com/hook", (string?)_api.Received!["callbackUrl"]);
    }

    [PseudoTerminalFact]
    public async Task Run_OnATerminal_ProgressRedrawsItself()
    {
        var shown = await RunOnTerminalAsync();

        Assert.Contains(Escape, shown);
        Assert.Contains("2 of 2 URLs", shown, StringComparison.Ordinal);
    }

    [PseudoTerminalFact]
    public async Task Run_OnATerminalWithNoColor_ProgressIsPlainLines()
    {
        var shown = await RunOnTerminalAsync(("NO_COLOR", "1"));

        Assert.DoesNotContain(Escape, shown.Replace(KeypadMode, "", StringComparison.Ordinal));
        Assert.Contains("of 2 URLs", shown, StringComparison.Ordinal);
    }

    private Task<CliResult> RunAsync(params string[] args) => CliProcess.RunAsync(["run", "--endpoint", _api.Uri.AbsoluteUri, .. args]);

    private async Task<string> RunOnTerminalAsync(params (string, string)[] environment)
    {
        var command = $"dotnet '{CliProcess.Program}' run http://example.com/a --endpoint {_api.Uri} --json";
        using var terminal = CliProcess.Start("script", ["-qec", command, "/dev/null"], [("TERM", "xterm"), .. environment]);
        var result = await terminal.WaitAsync();
        Assert.Equal(0, result.ExitCode);
        return result.Output;
    }
}
