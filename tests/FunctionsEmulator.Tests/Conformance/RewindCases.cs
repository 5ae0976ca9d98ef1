using System.Collections.Concurrent;
using FunctionsEmulator.Tests.Durable;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Conformance;

/// <summary>A failed instance that goes on from where it was before its failures.</summary>
public sealed class RewindCases : ConformanceCase
{
    private readonly ConcurrentQueue<string> _runs = new();
    private volatile bool _repaired;

    [Theory, MemberData(nameof(Modes))]
    public async Task Rewind_OfAFanOut_RunsTheFailedActivitiesAgainAndNoOther(EngineMode mode)
    {
        await using var harness = await WithWork(Still(mode))
            .Orchestrator<int, string>("Fan", async (context, _) =>
            {
                var first = await context.CallActivityAsync<string>("Work", "first");
                var rest = await Task.WhenAll(new[] { "a", "bad b", "c", "bad d" }.Select(word => context.CallActivityAsync<string>("Work", word)));
                return first + string.Concat(rest);
            })
            .StartAsync();
        await FailAsync(harness, "Fan");

        var ended = await RewindAsync(harness, mode);

        Assert.Equal("[first][a][bad b][c][bad d]", ended.ReadOutputAs<string>());
        Assert.Null(ended.FailureDetails);
        AssertRan(mode, "bad b", "bad d");
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Rewind_AfterRetries_StartsThemAnewAndLeavesTheirTimersOut(EngineMode mode)
    {
        var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(10)));
        await using var harness = await WithWork(Skipping(mode))
            .Orchestrator<int, string>("Retry", async (context, _) =>
                await context.CallActivityAsync<string>("Work", "good") + await context.CallActivityAsync<string>("Work", "bad", retry) + await context.CallActivityAsync<string>("Work", "after"))
            .StartAsync(Prompt);
        await FailAsync(harness, "Retry");

        Assert.Equal("[good][bad][after]", (await RewindAsync(harness, mode)).ReadOutputAs<string>());
        AssertRan(mode, "after", "bad");
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Rewind_WithAFailureThatWasHandled_DoesNotRunAgainWhatSucceededAfterIt(EngineMode mode)
    {
        await using var harness = await WithWork(Still(mode))
            .Orchestrator<int, string>("Handle", async (context, _) =>
            {
                var done = "";
                try
                {
                    done += await context.CallActivityAsync<string>("Work", "bad first");
                }
                catch (TaskFailedException)
                {
                    done += await context.CallActivityAsync<string>("Work", "cleanup");
                }
                done += await context.CallActivityAsync<string>("Work", "middle");
                return done + await context.CallActivityAsync<string>("Work", "bad last");
            })
            .StartAsync();
        await FailAsync(harness, "Handle");

        Assert.Equal("[bad first][middle][bad last]", (await RewindAsync(harness, mode)).ReadOutputAs<string>());
        AssertRan(mode, "bad first", "bad last");
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Rewind_OfBranchesWhoseIdsMove_GivesEachTaskItsOwnResult(EngineMode mode)
    {
        await using var harness = await WithWork(Still(mode))
            .Orchestrator<int, string>("Branches", async (context, _) =>
            {
                var one = Guarded();
                var two = Chain();
                await Task.WhenAll(one, two);
                return one.Result + two.Result + await context.CallActivityAsync<string>("Work", "bad end");

                async Task<string> Guarded()
                {
                    try
                    {
                        return await context.CallActivityAsync<string>("Work", "bad start");
                    }
                    catch (TaskFailedException)
                    {
                        return await context.CallActivityAsync<string>("Work", "instead");
                    }
                }

                async Task<string> Chain() => await context.CallActivityAsync<string>("Work", "x") + await context.CallActivityAsync<string>("Work", "y");
            })
            .StartAsync();
        await FailAsync(harness, "Branches");

        Assert.Equal("[bad start][x][y][bad end]", (await RewindAsync(harness, mode)).ReadOutputAs<string>());
        AssertRan(mode, "bad end", "bad start");
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Rewind_OfAParent_RewindsItsFailedChildrenAndTheirs(EngineMode mode)
    {
        await using var harness = await WithWork(Still(mode))
            .Orchestrator<int, string>("Top", async (context, _) =>
                await context.CallSubOrchestratorAsync<string>("Leaf", "good") + await context.CallSubOrchestratorAsync<string>("Middle"))
            .Orchestrator<int, string>("Middle", async (context, _) => string.Concat(await Task.WhenAll(
                context.CallSubOrchestratorAsync<string>("Leaf", "bad", new TaskOptions().WithInstanceId("leaf")),
                context.CallActivityAsync<string>("Work", "beside"))))
            .Orchestrator<string, string>("Leaf", async (context, word) =>
                await context.CallActivityAsync<string>("Work", "before " + word!.Length) + await context.CallActivityAsync<string>("Work", word))
            .StartAsync();
        await FailAsync(harness, "Top");

        Assert.Equal("[before 4][good][before 3][bad][beside]", (await RewindAsync(harness, mode)).ReadOutputAs<string>());
        AssertRan(mode, "bad");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await harness.WaitAsync("leaf")).RuntimeStatus);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Rewind_OfAParentWhoseChildWasTerminated_StartsThatChildAnew(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Parent", (context, _) => context.CallSubOrchestratorAsync<string>("Listen", options: new TaskOptions().WithInstanceId("child")))
            .Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("word"))
            .StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("one"));
        await harness.WaitUntilAsync("child", found => found.IsRunning);
        await harness.Client.TerminateInstanceAsync("child");
        await harness.WaitAsync("one");
        await Assert.ThrowsAsync<RpcException>(() => harness.Client.RewindInstanceAsync("child", "why not"));

        await harness.Client.RewindInstanceAsync("one", "again");
        await harness.WaitUntilAsync("child", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Running);
        await harness.Client.RaiseEventAsync("child", "word", "hello");

        Assert.Equal("hello", (await harness.WaitAsync("one")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Rewind_InALaterGeneration_KeepsToThatOne(EngineMode mode)
    {
        await using var harness = await WithWork(Still(mode))
            .Orchestrator<int, string>("Rounds", async (context, round) =>
            {
                var word = await context.CallActivityAsync<string>("Work", round < 2 ? $"round {round}" : "bad round");
                if (round < 2) context.ContinueAsNew(round + 1);
                return word;
            })
            .StartAsync();
        await FailAsync(harness, "Rounds");

        Assert.Equal("[bad round]", (await RewindAsync(harness, mode)).ReadOutputAs<string>());
        AssertRan(mode, "bad round");
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Rewind_AgainAndAgain_GoesOnWhenItIsRepaired(EngineMode mode)
    {
        await using var harness = await WithWork(Still(mode))
            .Orchestrator<int, string>("Steps", async (context, _) => await context.WaitForExternalEvent<string>("word")
                + await context.CallActivityAsync<string>("Work", "good") + await context.CallActivityAsync<string>("Work", "bad"))
            .StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Steps", new StartOrchestrationOptions("one"));
        await harness.Client.RaiseEventAsync("one", "word", "hello ");
        await harness.WaitAsync("one");
        for (var i = 0; i < 2; i++)
        {
            await harness.Client.RewindInstanceAsync("one", "too early");
            Assert.Equal(OrchestrationRuntimeStatus.Failed, (await harness.WaitAsync("one")).RuntimeStatus);
        }

        Assert.Equal("hello [good][bad]", (await RewindAsync(harness, mode)).ReadOutputAs<string>());
        AssertRan(mode, "bad");
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Rewind_OfOneThatHasNotFailed_IsRefused(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("word"))
            .StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions("one"));

        var running = await Assert.ThrowsAsync<RpcException>(() => harness.Client.RewindInstanceAsync("one", "why"));
        await harness.Client.RaiseEventAsync("one", "word", "a");
        await harness.WaitAsync("one");
        var completed = await Assert.ThrowsAsync<RpcException>(() => harness.Client.RewindInstanceAsync("one", "why"));
        var missing = await Assert.ThrowsAsync<RpcException>(() => harness.Client.RewindInstanceAsync("none", "why"));

        Assert.Equal(
            [StatusCode.FailedPrecondition, StatusCode.FailedPrecondition, StatusCode.NotFound],
            [running.StatusCode, completed.StatusCode, missing.StatusCode]);
    }

    /// <summary>An activity that fails for what is bad, until it is repaired.</summary>
    private EngineHarness WithWork(EngineHarness harness) => harness.Activity<string, string>("Work", word =>
    {
        _runs.Enqueue(word!);
        return word!.StartsWith("bad", StringComparison.Ordinal) && !_repaired ? throw new InvalidOperationException(word) : $"[{word}]";
    });

    private static async Task FailAsync(EngineHarness harness, string orchestrator)
    {
        await harness.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, 0, new StartOrchestrationOptions("one"));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await harness.WaitAsync("one")).RuntimeStatus);
    }

    private async Task<OrchestrationMetadata> RewindAsync(EngineHarness harness, EngineMode mode)
    {
        if (mode != EngineMode.RecoverEveryTurn) await harness.Engine.Busy.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(30));
        _runs.Clear();
        _repaired = true;
        await harness.Client.RewindInstanceAsync("one", "repaired");
        var ended = await harness.WaitAsync("one");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        // What the journal has is enough to find it as it is.
        await harness.RestartAsync();
        Assert.Equal(ended.SerializedOutput, (await harness.WaitAsync("one")).SerializedOutput);
        return ended;
    }

    /// <summary>What has run since the rewind. An engine that was lost may have left work running, which then comes late.</summary>
    private void AssertRan(EngineMode mode, params string[] expected)
    {
        var ran = _runs.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        if (mode == EngineMode.RecoverEveryTurn) Assert.Subset(ran.ToHashSet(StringComparer.Ordinal), expected.ToHashSet(StringComparer.Ordinal));
        else Assert.Equal(expected, ran);
    }
}
