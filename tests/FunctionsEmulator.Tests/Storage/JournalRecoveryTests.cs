using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Storage;

/// <summary>What a restart makes of a journal is what was there before it.</summary>
public sealed class JournalRecoveryTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EndedInstance_AfterARestart_LooksAsItDidBefore(bool fails)
    {
        await using var harness = await new EngineHarness()
            .Orchestrator<int, int>("Report", async (context, generation) =>
            {
                if (generation == 0) context.SetCustomStatus(new { done = 7 });
                if (generation < 2) context.ContinueAsNew(generation + 1);
                await Task.CompletedTask;
                return fails && generation == 2 ? throw new InvalidOperationException("bang") : generation;
            })
            .StartAsync();
        var before = await harness.RunAsync("Report", 0);

        await harness.RestartAsync();

        var after = (await harness.Client.GetInstancesAsync(before.InstanceId, getInputsAndOutputs: true))!;
        Assert.Equal("""{"done":7}""", before.SerializedCustomStatus);
        Assert.Equal(Looks(before), Looks(after));
    }

    [Fact]
    public async Task RunningInstance_ThatContinuedAsNew_LooksAfterARestartAsItDidBefore()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator<int, int>("Report", async (context, generation) =>
            {
                if (generation == 0) context.SetCustomStatus("first");
                if (generation < 2) context.ContinueAsNew(generation + 1);
                else await context.WaitForExternalEvent<string>("end");
                return generation;
            })
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Report", 0);
        var instance = harness.Engine.Instances.Find(id)!;
        for (var changed = instance.StateChanged; instance.State.Input is not "2"; changed = instance.StateChanged) await changed.WaitAsync(s_limit);
        var before = (await harness.Client.GetInstancesAsync(id, getInputsAndOutputs: true))!;

        await harness.RestartAsync();

        var after = (await harness.Client.GetInstancesAsync(id, getInputsAndOutputs: true))!;
        Assert.Equal((before.CreatedAt, before.SerializedInput, "\"first\""), (after.CreatedAt, after.SerializedInput, after.SerializedCustomStatus));
        await harness.Client.RaiseEventAsync(id, "end");
        Assert.Equal(2, (await harness.Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(s_limit)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task ScheduledInstance_TerminatedBeforeItsTime_NeverStarts()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        var started = 0;
        await using var harness = await new EngineHarness(clock: clock)
            .Orchestrator<int, int>("Late", (_, _) => Task.FromResult(Interlocked.Increment(ref started)))
            .Orchestrator<int, int>("Now", (_, _) => Task.FromResult(1))
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Late", new StartOrchestrationOptions(StartAt: clock.GetUtcNow().AddHours(1)));
        await harness.Client.TerminateInstanceAsync(id, "no");
        await harness.Client.WaitForInstanceCompletionAsync(id).WaitAsync(s_limit);

        clock.Advance(TimeSpan.FromHours(2));
        await harness.RunAsync("Now");
        await harness.RestartAsync();
        await harness.RunAsync("Now");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await harness.Client.GetInstancesAsync(id))!.RuntimeStatus);
        Assert.Equal(0, started);
    }

    [Fact]
    public async Task Instance_SuspendedTwice_GoesOnAfterOneResume()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator<int, string?>("Wait", (context, _) => context.WaitForExternalEvent<string?>("go"))
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await harness.Client.SuspendInstanceAsync(id);
        await harness.Client.SuspendInstanceAsync(id);
        await harness.Client.RaiseEventAsync(id, "go", "gone");

        await harness.Client.ResumeInstanceAsync(id);

        Assert.Equal("gone", (await harness.Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(s_limit)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Child_OfAnIdThatRuns_FailsItsTaskAndIsForgotten(bool restart)
    {
        var runs = 0;
        await using var harness = await new EngineHarness()
            .Orchestrator<int, string>("Parent", async (context, _) =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Taken", new SubOrchestrationOptions(instanceId: "one"));
                    return "ran";
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ErrorType;
                }
            })
            .Orchestrator<int, string?>("Taken", (context, _) =>
            {
                if (!context.IsReplaying) Interlocked.Increment(ref runs);
                return context.WaitForExternalEvent<string?>("go");
            })
            .StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Taken", new StartOrchestrationOptions("one"));

        var refused = await harness.RunAsync("Parent");
        if (restart) await harness.RestartAsync();
        var before = runs;
        await harness.Client.RaiseEventAsync("one", "go", "gone");
        await harness.Client.WaitForInstanceCompletionAsync("one").WaitAsync(s_limit);
        await harness.RestartAsync();

        Assert.Equal("OrchestrationAlreadyExists", refused.ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await harness.Client.GetInstancesAsync("one"))!.RuntimeStatus);
        Assert.Equal(before, runs);
    }

    [Fact]
    public async Task Child_EndsWhileOthersAreStillBeingRestored_AnswersItsParent()
    {
        var work = Task.CompletedTask;
        var restoring = false;
        await using var harness = new EngineHarness();
        await harness
            .Orchestrator<int, string?>("Child", (context, _) => context.CallActivityAsync<string?>("Work"))
            .Activity<int, string?>("Work", async _ =>
            {
                await work;
                return "done";
            })
            .Orchestrator<int, string?>("Slow", (context, _) =>
            {
                if (restoring) Assert.True(EndAsync(harness, "child").Wait(s_limit));
                context.SetCustomStatus("waits");
                return context.WaitForExternalEvent<string?>("never");
            })
            .Orchestrator<int, string?>("Parent", (context, _) =>
            {
                context.SetCustomStatus("waits");
                return context.CallSubOrchestratorAsync<string?>("Child", new SubOrchestrationOptions(instanceId: "child"));
            })
            .StartAsync();
        // The child's id is the oldest of the three, so it is restored first.
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Child", new StartOrchestrationOptions("child"));
        await EndAsync(harness, "child").WaitAsync(s_limit);
        work = new TaskCompletionSource().Task;
        foreach (var name in new[] { "Slow", "Parent" })
        {
            await harness.Client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions(name));
            await UntilAsync(harness, name, state => state.CustomStatus is not null).WaitAsync(s_limit);
        }
        await UntilAsync(harness, "child", state => !state.IsFinal).WaitAsync(s_limit);

        (work, restoring) = (Task.CompletedTask, true);
        await harness.RestartAsync();

        Assert.Equal("done", (await harness.Client.WaitForInstanceCompletionAsync("Parent", true).WaitAsync(s_limit)).ReadOutputAs<string>());
    }

    private static Task EndAsync(EngineHarness harness, string id) => UntilAsync(harness, id, state => state.IsFinal);

    private static async Task UntilAsync(EngineHarness harness, string id, Predicate<FunctionsEmulator.Durable.InstanceState> reached)
    {
        var instance = harness.Engine.Instances.Find(id)!;
        for (var changed = instance.StateChanged; !reached(instance.State); changed = instance.StateChanged) await changed;
    }

    private static (string?, string?, string?, DateTimeOffset, OrchestrationRuntimeStatus, string?) Looks(OrchestrationMetadata instance) => (
        instance.SerializedInput, instance.SerializedOutput, instance.SerializedCustomStatus, instance.CreatedAt, instance.RuntimeStatus, instance.FailureDetails?.ErrorMessage);
}
