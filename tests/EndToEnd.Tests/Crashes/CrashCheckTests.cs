using System.Text.Json;
using CrashLoop.App;
using CrashLoop.Checks;
using CrashLoop.Driver;
using FanOut.Orchestration;
using FunctionsEmulator.Testing;
using Microsoft.DurableTask;

namespace EndToEnd.Tests.Crashes;

/// <summary>The crash loop's own checks: each finds what it is there to find.</summary>
public sealed class CrashCheckTests : IAsyncLifetime
{
    private const string Instance = "i", Tag = "tag";

    private static readonly Promise s_job = new("job", JobOrchestrator.Name) { Job = (Tag, 2) };

    private readonly Violations _violations = new();
    private Witness _witness = null!;

    public async Task InitializeAsync() => _witness = await Witness.StartAsync();

    public async Task DisposeAsync() => await _witness.DisposeAsync();

    [Fact]
    public void Executions_TaskRunsAgainAfterItsCompletionWasRecorded_IsAViolation()
    {
        Execution[] executions = [new(1, Instance, 0, "w0"), new(2, Instance, 0, "w0")];

        ExecutionChecks.Require(executions, [], new Dictionary<TaskKey, int> { [new(Instance, 0)] = 1 }, _violations);

        Assert.Single(_violations.All);
    }

    [Fact]
    public void Executions_UrlFetchedAgainAfterItsRecordWasStored_IsAViolation()
    {
        var secondBatch = new TaskKey($"{s_job.InstanceId}-{Load.JobBatch:D8}", 2);

        ExecutionChecks.Require([new(3, Tag, Load.JobBatch + 1, null)], [s_job], new Dictionary<TaskKey, int> { [secondBatch] = 2 }, _violations);

        Assert.Single(_violations.All);
    }

    [Fact]
    public void Executions_RunAgainBeforeAnyRecord_AreFine()
    {
        Execution[] executions = [new(1, Instance, 0, "w0"), new(2, Instance, 0, "w0")];

        ExecutionChecks.Require(executions, [], new Dictionary<TaskKey, int> { [new(Instance, 0)] = 2 }, _violations);

        Assert.Empty(_violations.All);
    }

    [Fact]
    public void Executions_RaceAnnouncesAnotherWinner_IsAViolation()
    {
        ExecutionChecks.Require([new(1, Instance, 2, "word"), new(2, Instance, 2, "timer")], [], new Dictionary<TaskKey, int>(), _violations);

        Assert.Single(_violations.All);
    }

    [Fact]
    public void Rewind_WasAcknowledgedAndIsNotThere_IsAViolation()
    {
        PromiseChecks.RequireMended(new HashSet<string>(StringComparer.Ordinal) { Instance, "gone on" }, [Instance, "not yet mended"], _violations);

        Assert.StartsWith(Instance, Assert.Single(_violations.All), StringComparison.Ordinal);
    }

    [Fact]
    public void Caps_MoreInFlightThanAllowed_IsAViolation()
    {
        ExecutionChecks.RequireCaps(new Dictionary<string, int>(StringComparer.Ordinal) { [Tag] = 9 }, 8, _violations);

        Assert.Single(_violations.All);
    }

    [Theory]
    [InlineData("half a line")]
    [InlineData("{\"index\":1,\"url\":\"u\",\"outcome\":\"ok\",\"sha256\":\"s\"}\n")]
    public void Results_NotThoseOfAnUndisturbedRun_AreAViolation(string results)
    {
        if (results.EndsWith('\n')) ResultChecks.RequirePrefix(results, s_job, _witness, _violations);
        else Assert.ThrowsAny<JsonException>(() => ResultChecks.RequirePrefix(results, s_job, _witness, _violations));

        Assert.NotEmpty(_violations.All);
    }

    [Fact]
    public void Results_EndedJobWithoutManifest_IsAViolation()
    {
        ResultChecks.RequireWhole("", null, s_job, _witness, _violations);

        Assert.Single(_violations.All);
    }

    [Fact]
    public void Promises_InstanceIsNotThere_IsAViolation()
    {
        PromiseChecks.Require([s_job], new Dictionary<string, JsonElement>(StringComparer.Ordinal), _violations);

        Assert.Single(_violations.All);
    }

    [Theory]
    [InlineData("[0,1]", 0)]
    [InlineData("[0,1,2]", 0)]
    [InlineData("[0]", 1)]
    [InlineData("[0,1,1]", 1)]
    [InlineData("[1,0]", 1)]
    public void Promises_TwoEventsAcknowledgedAndAThirdSent_AreEachCollectedOnce(string collected, int violations)
    {
        var promise = new Promise(Instance, Orchestrations.Ticks) { Acknowledged = { 0, 1 }, Sent = { 0, 1, 2 } };
        var state = JsonSerializer.Deserialize<JsonElement>($$"""{"runtimeStatus":"Completed","output":{{collected}}}""");

        PromiseChecks.Require([promise], new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [Instance] = state }, _violations);

        Assert.Equal(violations, _violations.All.Count);
    }

    [Fact]
    public async Task Histories_InstanceHasNotEnded_IsAViolation()
    {
        await using var host = await DurableTestHost.StartAsync(tasks => tasks.AddOrchestratorFunc(Orchestrations.Ticks, Orchestrations.RunTicksAsync));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(Orchestrations.Ticks);
        await host.WaitUntilIdleAsync();

        HistoryChecks.Require([(id, await host.ExportHistoryAsync(id))], _violations);

        Assert.Contains("has not completed", Assert.Single(_violations.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Histories_CodeDecidedOtherwise_IsAViolation()
    {
        await using var host = await DurableTestHost.StartAsync(tasks => tasks
            .AddActivityFunc<Word, string>(SayActivity.Name, (_, word) => word.Text)
            .AddOrchestratorFunc(Orchestrations.Sequence, context => context.CallActivityAsync<string>(SayActivity.Name, new Word("another", 0, "w0"))));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(Orchestrations.Sequence);
        await host.RunToEndAsync(id);

        HistoryChecks.Require([(id, await host.ExportHistoryAsync(id))], _violations);

        Assert.Contains("Non-deterministic", Assert.Single(_violations.All), StringComparison.OrdinalIgnoreCase);
    }
}
