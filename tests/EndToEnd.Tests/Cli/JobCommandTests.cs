using System.Text.Json;
using EndToEnd.Tests.Api;
using EndToEnd.Tests.App;
using FanOut.Cli.Site;

namespace EndToEnd.Tests.Cli;

/// <summary>The commands that look at and steer jobs, as processes against the real app.</summary>
[Collection(ApiCollection.Name)]
public sealed class JobCommandTests(AppFixture app)
{
    [Fact]
    public async Task List_OfJobs_ShowsThemNewestFirst()
    {
        var first = await app.Api.RunAsync([app.Url("/page/1")]);
        var second = await app.Api.RunAsync([app.Url("/status/404")]);

        var table = await RunAsync("list", "--top", "100");
        var json = await RunAsync("list", "--status", "partial", "--json", "--top", "1");

        Assert.Equal((0, 0), (table.ExitCode, json.ExitCode));
        Assert.StartsWith("ID ", table.Output, StringComparison.Ordinal);
        Assert.True(table.Output.IndexOf(second.Text("id"), StringComparison.Ordinal) < table.Output.IndexOf(first.Text("id"), StringComparison.Ordinal));
        Assert.Equal(second.Text("id"), Assert.Single(JsonSerializer.Deserialize<JsonElement>(json.Output).EnumerateArray()).Text("id"));
    }

    [Fact]
    public async Task Status_OfAJob_EndsAsTheJobDid()
    {
        var ok = await app.Api.RunAsync([app.Url("/page/1")]);
        var partial = await app.Api.RunAsync([app.Url("/status/404")]);

        var good = await RunAsync("status", ok.Text("id"));
        var bad = await RunAsync("status", partial.Text("id"), "--json");

        Assert.Equal((0, 1), (good.ExitCode, bad.ExitCode));
        Assert.Contains($"Job {ok.Text("id")} succeeded", good.Output, StringComparison.Ordinal);
        Assert.Equal("partial", JsonSerializer.Deserialize<JsonElement>(bad.Output).Text("status"));
    }

    [Fact]
    public async Task Status_Watched_StaysToTheEnd()
    {
        var id = (await app.Api.StartAsync([app.Url("/delay/700")])).Text("id");

        var result = await RunAsync("status", id, "--watch");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"Job {id} succeeded", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_OfAJob_ComeInTheFormThatIsAskedFor()
    {
        var id = (await app.Api.RunAsync([app.Url("/page/1"), app.Url("/status/404")])).Text("id");

        var lines = await RunAsync("results", id);
        var failures = await RunAsync("results", id, "--format", "csv", "--outcome", "httpError,timeout");

        Assert.Equal((await app.Api.ResultsAsync(id)).Text, lines.Output);
        Assert.Equal(2, failures.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(("", ""), (lines.Error, failures.Error));
    }

    [Fact]
    public async Task Results_IntoAFileThatTheAppRefusesToFill_LeaveItAsItWas()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "precious");

        var result = await RunAsync("results", "0000000000000000deadbeef", "--out", file);

        Assert.Equal((2, "precious"), (result.ExitCode, await File.ReadAllTextAsync(file)));
        File.Delete(file);
    }

    [Fact]
    public async Task Pause_ThenChangeThenResumeThenCancel_SteerAJob()
    {
        await using var site = await SampleSite.StartAsync();
        var id = (await app.Api.StartAsync(Enumerable.Range(0, 40).Select(_ => $"{site.BaseUri}delay/300"), new { maxConcurrency = 2, batchSize = 2 })).Text("id");

        Assert.Equal(0, (await RunAsync("pause", id)).ExitCode);
        await app.Api.SeeAsync(id, "paused");
        Assert.Equal(0, (await RunAsync("change", id, "--max-concurrency", "3")).ExitCode);
        var resumed = await RunAsync("resume", id, "--json");
        Assert.Equal(id, JsonSerializer.Deserialize<JsonElement>(resumed.Output).Text("id"));
        await app.Api.SeeAsync(id, "running");
        Assert.Equal(0, (await RunAsync("cancel", id)).ExitCode);

        var job = await app.Api.EndAsync(id);
        Assert.Equal(("cancelled", 3), (job.Text("status"), job.Get("options").Number("maxConcurrency")));
        var again = await RunAsync("cancel", id);
        Assert.Equal(1, again.ExitCode);
        Assert.StartsWith("fanout: the app answered 409: The job has finished.", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redrive_ThenPurge_LeaveOnlyTheNewJob()
    {
        var source = (await app.Api.RunAsync([app.Url("/page/1"), app.Url("/status/404")])).Text("id");

        var redrive = await RunAsync("redrive", source, "--outcome", "httpError", "--json");
        var purge = await RunAsync("purge", source);

        var job = JsonSerializer.Deserialize<JsonElement>(redrive.Output);
        Assert.Equal((source, 1), (job.Text("redriveOf"), job.Number("total")));
        Assert.Equal((0, 0), (redrive.ExitCode, purge.ExitCode));
        Assert.Equal(2, (await RunAsync("status", source)).ExitCode);
        await app.Api.EndAsync(job.Text("id"));
    }

    [Fact]
    public async Task Command_WithNobodyAtTheEndpoint_SaysSoAtOnce()
    {
        using var port = new RefusedPort();

        var result = await CliProcess.RunAsync("list", "--endpoint", port.Url);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("fanout: nothing answers at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_AtAnEndpointThatIsAnotherServer_SaysSo()
    {
        await using var site = await HostsSite.StartAsync(1);

        var result = await CliProcess.RunAsync("list", "--endpoint", site.Hosts[0].AbsoluteUri);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("fanout: what answers there is not FanOut", result.Error, StringComparison.Ordinal);
    }

    [Theory, InlineData("status"), InlineData("list", "--status", "gone"), InlineData("results", "x", "--format", "xml"), InlineData("change", "x"), InlineData("completion", "tcsh")]
    public async Task Command_ThatIsNotWhole_IsBadUsage(params string[] args) => Assert.Equal(2, (await CliProcess.RunAsync(args)).ExitCode);

    [Theory, InlineData("bash"), InlineData("zsh"), InlineData("fish"), InlineData("pwsh")]
    public async Task Completion_ForAShell_AsksFanoutItself(string shell)
    {
        var result = await CliProcess.RunAsync("completion", shell);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("[suggest:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_OfWords_KnowsCommands()
    {
        var result = await CliProcess.RunAsync("[suggest:9]", "fanout re");

        Assert.Equal(["redrive", "results", "resume"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("fanout redrive x --outcome http", "httpError")]
    [InlineData("fanout results x --outcome httpError,time", "httpError,timeout")]
    [InlineData("fanout results x --format c", "csv")]
    [InlineData("fanout list --status canc", "cancelled")]
    public async Task Completion_OfAValue_KnowsTheWords(string line, string word)
    {
        var result = await CliProcess.RunAsync($"[suggest:{line.Length}]", line);

        Assert.Equal([word], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task Json_WithAnyCommandOfOneJob_IsTheJobObjectAndNothingElse()
    {
        var ended = (await app.Api.RunAsync([app.Url("/page/1"), app.Url("/status/404")])).Text("id");
        var running = (await app.Api.StartAsync([app.Url("/delay/30000")], new { timeoutSeconds = 60 })).Text("id");
        var file = Path.GetTempFileName();
        (string Id, string[] Args)[] calls =
        [
            (ended, ["status", ended]), (ended, ["results", ended]), (ended, ["results", ended, "--out", file, "--format", "csv"]),
            (running, ["pause", running]), (running, ["resume", running]), (running, ["change", running, "--max-concurrency", "7"]), (running, ["cancel", running]),
            (ended, ["purge", ended]),
        ];

        foreach (var (id, args) in calls)
        {
            var result = await RunAsync([.. args, "--json"]);
            Assert.Equal(id, JsonSerializer.Deserialize<JsonElement>(result.Output).Text("id"));
            Assert.Equal("", result.Error);
        }

        Assert.Equal(3, (await File.ReadAllLinesAsync(file)).Length);
        File.Delete(file);
        await app.Api.EndAsync(running);
    }

    private Task<CliResult> RunAsync(params string[] args) => CliProcess.RunAsync([.. args, "--endpoint", app.App.BaseAddress.AbsoluteUri]);
}
