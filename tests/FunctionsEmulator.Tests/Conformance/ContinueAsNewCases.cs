using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class ContinueAsNewCases : ConformanceCase
{
    [Theory, MemberData(nameof(Modes))]
    public async Task HundredGenerations_ThatCarryAState_EndWithIt(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Count", async (context, so) =>
            {
                var next = await context.CallActivityAsync<int>("Next", so);
                if (next < 100) context.ContinueAsNew(next);
                return next;
            })
            .Activity<int, int>("Next", x => x + 1)
            .StartAsync(Prompt);

        Assert.Equal(100, (await harness.RunAsync("Count", 0)).ReadOutputAs<int>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task TaskIds_OfALaterGeneration_StartFromZero(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<bool, int>("Twice", async (context, second) =>
            {
                try
                {
                    return await context.CallActivityAsync<int>("Boom");
                }
                catch (TaskFailedException e)
                {
                    if (!second) context.ContinueAsNew(true);
                    return e.TaskId;
                }
            })
            .Activity<int, int>("Boom", _ => Throw())
            .StartAsync(Prompt);

        Assert.Equal(0, (await harness.RunAsync("Twice", false)).ReadOutputAs<int>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task OpenActivity_AtContinueAsNew_IsAwaitedFirst(EngineMode mode)
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var harness = await Still(mode)
            .Orchestrator<bool, string>("Twice", async (context, second) =>
            {
                if (second) return "second";
                _ = context.CallActivityAsync<int>("Work");
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                context.SetCustomStatus("continues");
                context.ContinueAsNew(true);
                return "first";
            })
            .Activity<int, int>("Work", _ => gate.Task)
            .StartAsync(Prompt);
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Twice", false);

        var continues = await harness.WaitUntilAsync(id, found => found.SerializedCustomStatus is not null);
        gate.SetResult(1);

        Assert.False(continues.ReadInputAs<bool>());
        Assert.Equal("second", (await harness.WaitAsync(id)).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task CustomStatus_OverContinueAsNew_IsKeptUntilItIsCleared(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Thrice", async (context, generation) =>
            {
                if (generation == 0) context.SetCustomStatus(new { Step = "first" });
                if (generation == 1) await context.WaitForExternalEvent<string>("go");
                if (generation == 2) context.SetCustomStatus(null);
                if (generation < 2) context.ContinueAsNew(generation + 1);
                return generation;
            })
            .StartAsync(Prompt);
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Thrice", 0);

        var second = await harness.WaitUntilAsync(id, found => found.SerializedInput is "1");
        await harness.Client.RaiseEventAsync(id, "go");

        Assert.Equal("{\"Step\":\"first\"}", second.SerializedCustomStatus);
        Assert.Null((await harness.WaitAsync(id)).SerializedCustomStatus);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Generation_ThatFailsAfterAskingForTheNext_FailsTheInstance(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Bad", (context, _) =>
            {
                context.ContinueAsNew(1);
                throw new InvalidOperationException("too late");
            })
            .StartAsync(Prompt);

        Assert.Equal("too late", (await harness.RunAsync("Bad")).FailureDetails!.ErrorMessage);
    }

    private static int Throw() => throw new InvalidOperationException("bang");
}
