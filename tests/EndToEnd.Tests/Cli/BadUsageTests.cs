namespace EndToEnd.Tests.Cli;

public sealed class BadUsageTests
{
    [Theory]
    [InlineData("say what to do: fanout demo, or fanout run FILE")]
    [InlineData("'nosuch'", "nosuch")]
    [InlineData("say what to fetch: a FILE, URLs, - for standard input, --blob or --sitemap", "run")]
    [InlineData("say only once what to fetch", "run", "http://example.com", "--sitemap", "http://example.com/sitemap.xml")]
    [InlineData("say only once what to fetch", "run", "--blob", "lists/a.txt", "--sitemap", "http://example.com/sitemap.xml")]
    [InlineData("--blob-format and --blob-column go with --blob", "run", "http://example.com", "--blob-format", "csv")]
    [InlineData("there is no option --nope", "run", "urls.txt", "--nope")]
    [InlineData("there is no file no-such-file.txt", "run", "no-such-file.txt")]
    [InlineData("there is no URL in standard input", "run", "-")]
    [InlineData("is a directory", "run", "/")]
    [InlineData("cannot write /no/such/folder/x", "run", "http://example.com", "--out", "/no/such/folder/x")]
    [InlineData("--max-concurrency must be 1 to 2000, and not 0", "run", "http://example.com", "--max-concurrency", "0")]
    [InlineData("--max-concurrency must be 1 to 2000, and not many", "run", "http://example.com", "--max-concurrency", "many")]
    [InlineData("--timeout-seconds must be 0.1 to 300, and not NaN", "run", "http://example.com", "--timeout-seconds", "NaN")]
    [InlineData("--method must be one of GET, HEAD, and not POST", "run", "http://example.com", "--method", "POST")]
    [InlineData("--header must look like \"Name: value\"", "run", "http://example.com", "--header", "novalue")]
    [InlineData("--endpoint must be a URL", "run", "http://example.com", "--endpoint", "localhost")]
    [InlineData("--format must be one of ndjson, json, csv, and not xml", "results", "7720b71c6b00a00526c1adb0", "--format", "xml")]
    [InlineData("--status must be one of pending, running, paused, succeeded, partial, failed, cancelled, and not gone", "list", "--status", "gone")]
    [InlineData("the shell must be one of bash, zsh, fish, pwsh, and not tcsh", "completion", "tcsh")]
    [InlineData("--urls must be 1 to 100000, and not 0", "demo", "--urls", "0")]
    public async Task Cli_BadUsage_OneLineOnStandardErrorAndExitCode2(string expected, params string[] args)
    {
        var result = await CliProcess.RunAsync(args);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("fanout: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Run_NothingAtEndpoint_SaysHowToStartTheApp()
    {
        Uri gone;
        await using (var api = await FakeJobApi.StartAsync())
            gone = api.Uri;

        var result = await CliProcess.RunAsync("run", "http://example.com", "--endpoint", gone.AbsoluteUri);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal(
            $"fanout: nothing answers at http://{gone.Authority}: start the app with `dotnet run --project src/FanOut`, or name another with --endpoint\n",
            result.Error);
    }

    [Fact]
    public async Task Help_AnyCommand_NamesTheProgramFanout()
    {
        var result = await CliProcess.RunAsync("run", "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("fanout run", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }
}
