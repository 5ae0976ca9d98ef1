using DurableTask.Core.Exceptions;
using FunctionsEmulator.Tests.Durable;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class LifecycleCases : ConformanceCase
{
    private static readonly StartOrchestrationOptions s_tomorrow = new(StartAt: new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));

    [Theory, MemberData(nameof(Modes))]
    public async Task Suspended_UntilResumed_TakesNothingIn(EngineMode mode)
    {
        await using var harness = await Listener(mode).StartAsync();
        var client = harness.Client;
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await client.WaitForInstanceStartAsync(id);

        await client.SuspendInstanceAsync(id);
        await client.RaiseEventAsync(id, "word", "a");
        var suspended = await harness.WaitUntilAsync(id, found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await client.ResumeInstanceAsync(id);

        Assert.Null(suspended.SerializedOutput);
        Assert.Equal("a", (await harness.WaitAsync(id)).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Terminate_OfARunningInstance_EndsItWithTheGivenOutput(EngineMode mode)
    {
        await using var harness = await Listener(mode).StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await harness.Client.WaitForInstanceStartAsync(id);

        await harness.Client.TerminateInstanceAsync(id, "enough");

        var result = await harness.WaitAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, result.RuntimeStatus);
        Assert.Equal("enough", result.ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Terminate_OfASuspendedInstance_EndsIt(EngineMode mode)
    {
        await using var harness = await Listener(mode).StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await harness.Client.SuspendInstanceAsync(id);

        await harness.Client.TerminateInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await harness.WaitAsync(id)).RuntimeStatus);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Terminate_BeforeTheTimeOfTheStart_EndsIt(EngineMode mode)
    {
        await using var harness = await Listener(mode).StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen", s_tomorrow);
        var pending = await harness.Client.GetInstanceAsync(id);

        await harness.Client.TerminateInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Pending, pending!.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await harness.WaitAsync(id)).RuntimeStatus);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Terminate_ThatIsRecursive_ReachesGrandchildren(EngineMode mode)
    {
        await using var harness = await Family(mode).StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Top", new StartOrchestrationOptions("top"));
        await harness.WaitUntilAsync("bottom", found => found.IsRunning);

        await harness.Client.TerminateInstanceAsync("top", new TerminateInstanceOptions(Recursive: true));

        foreach (var id in new[] { "top", "middle", "bottom" })
        {
            Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await harness.WaitAsync(id)).RuntimeStatus);
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Terminate_ThatIsNotRecursive_LeavesChildren(EngineMode mode)
    {
        await using var harness = await Family(mode).StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Top", new StartOrchestrationOptions("top"));
        await harness.WaitUntilAsync("bottom", found => found.IsRunning);

        await harness.Client.TerminateInstanceAsync("top");
        await harness.WaitAsync("top");
        await harness.Client.RaiseEventAsync("bottom", "word", "a");

        Assert.Equal("a", (await harness.WaitAsync("middle")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Start_AtALaterTime_WaitsForIt(EngineMode mode)
    {
        await using var harness = await Skipping(mode)
            .Orchestrator<int, DateTime>("Now", (context, _) => Task.FromResult(context.CurrentUtcDateTime))
            .StartAsync(Prompt);
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Now", s_tomorrow);

        Assert.Equal(s_tomorrow.StartAt!.Value.UtcDateTime, (await harness.WaitAsync(id)).ReadOutputAs<DateTime>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Purge_OfRunningAndEndedInstances_RemovesTheEnded(EngineMode mode)
    {
        await using var harness = await Listener(mode).StartAsync();
        var client = harness.Client;
        await client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions("one"));
        await client.WaitForInstanceStartAsync("one");

        Assert.Equal(0, (await client.PurgeInstanceAsync("one")).PurgedInstanceCount);
        Assert.Equal(0, (await client.PurgeInstanceAsync("missing")).PurgedInstanceCount);
        await client.RaiseEventAsync("one", "word", "a");
        await harness.WaitAsync("one");
        Assert.Equal(1, (await client.PurgeInstanceAsync("one")).PurgedInstanceCount);
        await harness.RestartAsync();
        Assert.Null(await client.GetInstanceAsync("one"));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Purge_ThatIsRecursive_RemovesDescendantsToo(EngineMode mode)
    {
        await using var harness = await Family(mode).StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Top", new StartOrchestrationOptions("top"));
        await harness.WaitUntilAsync("bottom", found => found.IsRunning);
        await harness.Client.RaiseEventAsync("bottom", "word", "a");
        await harness.WaitAsync("top");

        var purged = await harness.Client.PurgeInstanceAsync("top", new PurgeInstanceOptions(Recursive: true));

        Assert.Equal(3, purged.PurgedInstanceCount);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Purge_ByStatus_RemovesOnlyThose(EngineMode mode)
    {
        await using var harness = await Listener(mode)
            .Orchestrator<int, int>("Fail", (_, _) => throw new InvalidOperationException("bang"))
            .Orchestrator<int, int>("Fine", (_, _) => Task.FromResult(1))
            .StartAsync();
        await harness.RunAsync("Fail");
        var fine = await harness.RunAsync("Fine");

        var purged = await harness.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Failed]));

        Assert.Equal(1, purged.PurgedInstanceCount);
        Assert.NotNull(await harness.Client.GetInstanceAsync(fine.InstanceId));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Id_ThatRuns_IsRefusedAndOneThatHasEndedStartsAgain(EngineMode mode)
    {
        await using var harness = await Listener(mode).StartAsync();
        var client = harness.Client;
        var options = new StartOrchestrationOptions("one");
        await client.ScheduleNewOrchestrationInstanceAsync("Listen", options);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => client.ScheduleNewOrchestrationInstanceAsync("Listen", options));
        await client.RaiseEventAsync("one", "word", "a");
        Assert.Equal("a", (await harness.WaitAsync("one")).ReadOutputAs<string>());
        await client.ScheduleNewOrchestrationInstanceAsync("Listen", options);
        await client.RaiseEventAsync("one", "word", "b");
        Assert.Equal("b", (await harness.WaitUntilAsync("one", found => found.SerializedOutput is "\"b\"")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("@one")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    public async Task Id_ThatAzureRefuses_IsRefused(string id)
    {
        await using var harness = await Listener(EngineMode.InMemory).StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions(id)));
    }

    [Fact]
    public async Task Id_OfHundredCharactersAndNoMore_IsTaken()
    {
        await using var harness = await Listener(EngineMode.InMemory).StartAsync();

        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions(new string('x', 100)));

        await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions(new string('x', 101))));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Command_ToAMissingOrEndedInstance_ThrowsRpcException(EngineMode mode)
    {
        await using var harness = await Listener(mode).Orchestrator<int, int>("Fine", (_, _) => Task.FromResult(1)).StartAsync();
        var ended = (await harness.RunAsync("Fine")).InstanceId;
        foreach (var (id, code) in new[] { ("missing", StatusCode.NotFound), (ended, StatusCode.FailedPrecondition) })
        {
            Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => harness.Client.RaiseEventAsync(id, "word", "a"))).StatusCode);
            Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => harness.Client.SuspendInstanceAsync(id))).StatusCode);
            Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => harness.Client.ResumeInstanceAsync(id))).StatusCode);
            Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => harness.Client.TerminateInstanceAsync(id))).StatusCode);
        }
        await Assert.ThrowsAsync<RpcException>(() => harness.Client.ScheduleNewOrchestrationInstanceAsync("Missing"));
    }

    private static EngineHarness Listener(EngineMode mode) =>
        Still(mode).Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("word"));

    private static EngineHarness Family(EngineMode mode) => Listener(mode)
        .Orchestrator<int, string>("Top", (context, _) => context.CallSubOrchestratorAsync<string>("Middle", options: new TaskOptions().WithInstanceId("middle")))
        .Orchestrator<int, string>("Middle", (context, _) => context.CallSubOrchestratorAsync<string>("Listen", options: new TaskOptions().WithInstanceId("bottom")));
}
