using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class SuspendCases : ConformanceCase
{
    [Theory, MemberData(nameof(Modes))]
    public async Task Suspended_WhenItsTimerIsDue_GoesOnAfterResume(EngineMode mode)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var harness = await new EngineHarness(mode, clock)
            .Orchestrator<int, string>("Wait", async (context, _) =>
            {
                context.SetCustomStatus("waits");
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                context.SetCustomStatus("over");
                return "done";
            })
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await harness.WaitUntilAsync(id, found => found.SerializedCustomStatus is not null);
        await harness.Client.SuspendInstanceAsync(id, "rest");
        await harness.WaitUntilAsync(id, found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        clock.Advance(TimeSpan.FromHours(2));
        var suspended = await harness.Client.GetInstanceAsync(id, getInputsAndOutputs: true);
        await harness.Client.ResumeInstanceAsync(id, "on");

        Assert.Equal((OrchestrationRuntimeStatus.Suspended, "\"waits\""), (suspended!.RuntimeStatus, suspended.SerializedCustomStatus));
        Assert.Equal("done", (await harness.WaitAsync(id)).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Suspended_WhileItsActivityEnds_TakesTheResultAfterResume(EngineMode mode)
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Call", async (context, _) => await context.CallActivityAsync<int>("Work") + await context.CallActivityAsync<int>("Work"))
            .Activity<int, int>("Work", _ => gate.Task)
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Call");
        await harness.Client.WaitForInstanceStartAsync(id);
        await harness.Client.SuspendInstanceAsync(id);
        await harness.WaitUntilAsync(id, found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        gate.SetResult(21);
        await harness.Client.ResumeInstanceAsync(id);

        Assert.Equal(42, (await harness.WaitAsync(id)).ReadOutputAs<int>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Suspended_WhileItsChildRuns_LetsTheChildEnd(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Parent", (context, _) => context.CallSubOrchestratorAsync<string>("Listen", options: new TaskOptions().WithInstanceId("child")))
            .Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("word"))
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await harness.WaitUntilAsync("child", found => found.IsRunning);
        await harness.Client.SuspendInstanceAsync(id);
        await harness.WaitUntilAsync(id, found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        await harness.Client.RaiseEventAsync("child", "word", "a");

        Assert.Equal("a", (await harness.WaitAsync("child")).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await harness.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await harness.Client.ResumeInstanceAsync(id);
        Assert.Equal("a", (await harness.WaitAsync(id)).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Resume_OfWhatIsNotSuspended_ChangesNothing(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("word"))
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await harness.Client.WaitForInstanceStartAsync(id);

        await harness.Client.ResumeInstanceAsync(id);
        await harness.Client.RaiseEventAsync(id, "word", "a");

        Assert.Equal("a", (await harness.WaitAsync(id)).ReadOutputAs<string>());
    }
}
