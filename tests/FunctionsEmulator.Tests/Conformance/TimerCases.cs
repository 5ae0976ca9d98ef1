using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class TimerCases : ConformanceCase
{
    [Theory, MemberData(nameof(Modes))]
    public async Task MultipleTimers_WithSameFireAt_AllComplete(EngineMode mode)
    {
        await using var harness = await Skipping(mode)
            .Orchestrator<int, int>("Wait", async (context, count) =>
            {
                var due = context.CurrentUtcDateTime.AddHours(1);
                await Task.WhenAll(Enumerable.Range(0, count).Select(_ => context.CreateTimer(due, CancellationToken.None)));
                return context.CurrentUtcDateTime >= due ? count : -1;
            })
            .StartAsync(Prompt);

        Assert.Equal(20, (await harness.RunAsync("Wait", 20)).ReadOutputAs<int>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Timers_OfZeroAndOfThePast_FireAtOnce(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Wait", async (context, _) =>
            {
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                await context.CreateTimer(context.CurrentUtcDateTime.AddYears(-1), CancellationToken.None);
                return "done";
            })
            .StartAsync(Prompt);

        Assert.Equal("done", (await harness.RunAsync("Wait")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Timer_OfHundredDays_FiresWhenItIsDue(EngineMode mode)
    {
        await using var harness = await Skipping(mode)
            .Orchestrator<int, double>("Wait", async (context, days) =>
            {
                var start = context.CurrentUtcDateTime;
                await context.CreateTimer(TimeSpan.FromDays(days), CancellationToken.None);
                return (context.CurrentUtcDateTime - start).TotalDays;
            })
            .StartAsync(Prompt);

        Assert.Equal(100, (await harness.RunAsync("Wait", 100)).ReadOutputAs<double>(), precision: 3);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task CancelledTimer_OfAnInstanceThatIsDone_DoesNotHoldIt(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Wait", async (context, _) =>
            {
                using var end = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(1), end.Token);
                await context.CallActivityAsync("Work");
                end.Cancel();
                try
                {
                    await timer;
                    return "fired";
                }
                catch (OperationCanceledException)
                {
                    return "cancelled";
                }
            })
            .Activity<int, int>("Work", x => x)
            .StartAsync(Prompt);

        Assert.Equal("cancelled", (await harness.RunAsync("Wait")).ReadOutputAs<string>());
        Assert.Null(harness.Engine.Timers.NextDue);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task OpenTimer_OfAnInstanceThatIsDone_HoldsItUntilItFires(EngineMode mode)
    {
        await using var harness = await Skipping(mode)
            .Orchestrator<int, DateTime>("Wait", (context, input) =>
            {
                _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                return Task.FromResult(context.CurrentUtcDateTime);
            })
            .StartAsync(Prompt);

        var result = await harness.RunAsync("Wait");

        Assert.Equal(TimeSpan.FromDays(1), result.LastUpdatedAt - result.CreatedAt);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task WhenAny_OfTimerAndActivityThatDoesNotAnswer_IsTheTimer(EngineMode mode)
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var harness = await Skipping(mode)
            .Orchestrator<int, string>("Race", async (context, _) =>
            {
                var work = context.CallActivityAsync<int>("Work");
                var timer = context.CreateTimer(TimeSpan.FromSeconds(30), CancellationToken.None);
                var first = await Task.WhenAny(work, timer) == timer ? "timer" : "work";
                context.SetCustomStatus(first);
                return first;
            })
            .Activity<int, int>("Work", _ => gate.Task)
            .StartAsync(Prompt);
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Race");

        var timedOut = await harness.WaitUntilAsync(id, found => found.SerializedCustomStatus is not null);
        gate.SetResult(1);

        Assert.Equal(OrchestrationRuntimeStatus.Running, timedOut.RuntimeStatus);
        Assert.Equal("timer", (await harness.WaitAsync(id)).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Timers_OfDifferentTimes_FireInTheirOrder(EngineMode mode)
    {
        await using var harness = await Skipping(mode)
            .Orchestrator<int, string>("Wait", async (context, _) =>
            {
                var order = "";
                await Task.WhenAll(new[] { 3, 1, 2 }.Select(async minutes =>
                {
                    await context.CreateTimer(TimeSpan.FromMinutes(minutes), CancellationToken.None);
                    order += minutes;
                }));
                return order;
            })
            .StartAsync(Prompt);

        Assert.Equal("123", (await harness.RunAsync("Wait")).ReadOutputAs<string>());
    }
}
