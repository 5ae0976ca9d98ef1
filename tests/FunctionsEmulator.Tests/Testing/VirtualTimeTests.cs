using FunctionsEmulator.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Testing;

public sealed class VirtualTimeTests
{
    /// <summary>What takes days of virtual time takes milliseconds; this is for machines that are very busy.</summary>
    private static readonly TimeSpan s_realTime = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Run_OfTimersOfDays_SkipsExactlyThoseDays(bool replayEveryTurn, bool deliverTwice)
    {
        await using var host = await DurableTestHost.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int, string>("Trial", async (context, days) =>
                {
                    for (var day = 0; day < days; day++) await context.CreateTimer(TimeSpan.FromDays(1), default);
                    return await context.CallActivityAsync<string>("Remind", context.CurrentUtcDateTime);
                })
                .AddActivityFunc<DateTime, string>("Remind", (_, at) => $"reminded at {at:O}"),
            options =>
            {
                options.ReplayEveryTurn = replayEveryTurn;
                options.DeliverTwice = deliverTwice;
            });

        var reminded = await host.RunAsync<string>("Trial", 3).WaitAsync(s_realTime);

        Assert.Equal("reminded at 2000-01-04T00:00:00.0000000Z", reminded);
        Assert.Equal(new DateTimeOffset(2000, 1, 4, 0, 0, 0, TimeSpan.Zero), host.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Run_OfOneTimerOfAHundredDays_IsOneStep()
    {
        await using var host = await DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(100), default);
                return $"{context.CurrentUtcDateTime:O}";
            }));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("wait"));

        Assert.True(await host.AdvanceToNextTimerAsync());
        Assert.False(await host.AdvanceToNextTimerAsync());

        var ended = await host.RunToEndAsync("wait");
        Assert.Equal("2000-04-10T00:00:00.0000000Z", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Run_WithATimerBetweenTwoMilliseconds_Ends()
    {
        await using var host = await DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<bool>("Wait", async context =>
            {
                var due = context.CurrentUtcDateTime.AddTicks(12_345_678);
                await context.CreateTimer(due, default);
                return context.CurrentUtcDateTime >= due;
            }));

        Assert.True(await host.RunAsync<bool>("Wait").WaitAsync(s_realTime));
    }

    [Fact]
    public async Task Approval_RaisedBeforeTheTimeout_Wins()
    {
        await using var host = await StartApprovalAsync();
        await host.AdvanceAsync(TimeSpan.FromHours(71));

        await host.Client.RaiseEventAsync("approval", "Approved", true);

        var ended = await host.RunToEndAsync("approval").WaitAsync(s_realTime);
        Assert.Equal("approved: True", ended.ReadOutputAs<string>());
        Assert.Equal(new DateTimeOffset(2000, 1, 3, 23, 0, 0, TimeSpan.Zero), ended.LastUpdatedAt);
    }

    [Fact]
    public async Task Approval_ThatNobodyGives_TimesOut()
    {
        await using var host = await StartApprovalAsync();

        var ended = await host.RunToEndAsync("approval").WaitAsync(s_realTime);

        Assert.Equal("escalated", ended.ReadOutputAs<string>());
        Assert.Equal(new DateTimeOffset(2000, 1, 4, 0, 0, 0, TimeSpan.Zero), ended.LastUpdatedAt);
    }

    [Fact]
    public async Task Retries_WithBackoffOfHours_ComeAtTheirHours()
    {
        var attempts = new List<DateTimeOffset>();
        DurableTestHost? host = null;
        host = await DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Deliver", context => context.CallActivityAsync<string>(
                "Send", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromHours(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromDays(1)))))
            .AddActivityFunc<string>("Send", _ =>
            {
                attempts.Add(host!.Clock.GetUtcNow());
                return attempts.Count < 4 ? throw new InvalidOperationException("away") : "sent";
            }));
        await using var _ = host;

        Assert.Equal("sent", await host.RunAsync<string>("Deliver").WaitAsync(s_realTime));

        Assert.Equal([0, 1, 3, 7], attempts.Select(at => (at - attempts[0]).TotalHours));
    }

    [Fact]
    public async Task EternalOrchestration_AdvancedAHundredTimes_HasContinuedAHundredTimes()
    {
        var rounds = new List<int>();
        await using var host = await DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Monitor", async (context, round) =>
            {
                await context.CallActivityAsync("Check", round);
                await context.CreateTimer(TimeSpan.FromMinutes(30), default);
                context.ContinueAsNew(round + 1);
            })
            .AddActivityFunc<int>("Check", (_, round) => rounds.Add(round)));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Monitor", 0, new StartOrchestrationOptions("monitor"));

        for (var i = 0; i < 100; i++) Assert.True(await host.AdvanceToNextTimerAsync().WaitAsync(s_realTime));

        Assert.Equal(Enumerable.Range(0, 101), rounds);
        Assert.Equal(new DateTimeOffset(2000, 1, 3, 2, 0, 0, TimeSpan.Zero), host.Clock.GetUtcNow());
        Assert.True((await host.Client.GetInstancesAsync("monitor"))!.IsRunning);
    }

    [Fact]
    public async Task Advance_OverManyTimers_LetsEachFindTheTimeItWaitedFor()
    {
        await using var host = await DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Clock", async context =>
            {
                for (var hour = 1; ; hour++)
                {
                    await context.CreateTimer(TimeSpan.FromHours(1), default);
                    context.SetCustomStatus($"{hour} at {context.CurrentUtcDateTime:HH:mm}");
                }
            }));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Clock", new StartOrchestrationOptions("clock"));

        await host.AdvanceAsync(TimeSpan.FromHours(5.5)).WaitAsync(s_realTime);

        var instance = await host.Client.GetInstancesAsync("clock", getInputsAndOutputs: true);
        Assert.Equal("5 at 05:00", instance!.ReadCustomStatusAs<string>());
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 5, 30, 0, TimeSpan.Zero), host.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Run_WhileAnActivityRuns_SkipsNoTime()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Race", async context =>
            {
                var work = context.CallActivityAsync("Work");
                var timeout = context.CreateTimer(TimeSpan.FromSeconds(5), default);
                return await Task.WhenAny(work, timeout) == work ? "work" : "timeout";
            })
            .AddActivityFunc("Work", async _ =>
            {
                started.SetResult();
                await gate.Task;
            }));

        var run = host.RunAsync<string>("Race");
        await started.Task.WaitAsync(s_realTime);
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), host.Clock.GetUtcNow());
        gate.SetResult();

        Assert.Equal("work", await run.WaitAsync(s_realTime));
    }

    [Fact]
    public async Task Run_OfWhatCanMakeNoProgress_SaysSoInsteadOfHanging()
    {
        await using var host = await DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Listen", context => context.WaitForExternalEvent<string>("word")));

        var stuck = await Assert.ThrowsAsync<OrchestrationNotCompletedException>(() => host.RunAsync<string>("Listen").WaitAsync(s_realTime));

        Assert.Contains("no timer waits", stuck.Message);
        Assert.Equal(OrchestrationRuntimeStatus.Running, stuck.Metadata.RuntimeStatus);
    }

    [Fact]
    public async Task ScheduledStart_IsSkippedTo()
    {
        await using var host = await DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<DateTime>("Later", context => Task.FromResult(context.CurrentUtcDateTime)));
        var at = host.Clock.GetUtcNow().AddDays(30);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Later", new StartOrchestrationOptions("later", at));

        var ended = await host.RunToEndAsync("later").WaitAsync(s_realTime);

        Assert.Equal(at.UtcDateTime, ended.ReadOutputAs<DateTime>());
    }

    private static async Task<DurableTestHost> StartApprovalAsync()
    {
        var host = await DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Approval", async context =>
            {
                try
                {
                    return "approved: " + await context.WaitForExternalEvent<bool>("Approved", TimeSpan.FromHours(72));
                }
                catch (OperationCanceledException)
                {
                    return "escalated";
                }
            }));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Approval", new StartOrchestrationOptions("approval"));
        return host;
    }
}
