using FunctionsEmulator.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsEmulator.Tests.Testing;

public sealed class DurableTestHostTests
{
    private static readonly TimeSpan s_realTime = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Classes_OfARegistry_AreMadeFromServices()
    {
        await using var host = await DurableTestHost.StartAsync(
            tasks => tasks.AddOrchestrator<DoublingOrchestrator>().AddActivity<DoublingActivity>(),
            options => options.Services.AddSingleton(new OrderDesk(2)));
        await host.Client.ScheduleNewOrchestrationInstanceAsync(nameof(DoublingOrchestrator), 21, new StartOrchestrationOptions("one"));

        var ended = await host.RunToEndAsync("one").WaitAsync(s_realTime);

        Assert.Equal("DoublingActivity of one: 42 in 2000", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Functions_OfAnApp_RunWithItsServicesAndAStandIn()
    {
        await using var host = await DurableTestHost.StartAsync(
            [typeof(OrderFunctions)],
            services => services.AddSingleton(new OrderDesk(5)),
            options => options.StandIns.AddActivityFunc<int, string>("Charge", (_, total) => $"charged {total}"));

        Assert.Equal("charged 15", await host.RunAsync<string>("Order", 3).WaitAsync(s_realTime));
    }

    [Fact]
    public async Task Assembly_WithAMethodThatCannotBeAFunction_IsRefusedByName()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => DurableTestHost.StartAsync(typeof(DurableTestHostTests).Assembly));

        Assert.Contains("cannot be used", refused.Message);
    }

    [Fact]
    public async Task Registry_WithTwoVersionsOfATask_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Same", "1", (_, input) => Task.FromResult(input))
            .AddOrchestratorFunc<int, int>("Same", "2", (_, input) => Task.FromResult(input))));
    }

    [Fact]
    public async Task Run_OfWhatFails_ThrowsWithTheFailure()
    {
        await using var host = await DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Outer", context => context.CallActivityAsync("Inner"))
            .AddActivityFunc("Inner", _ => throw new InvalidOperationException("bang")));

        var failed = await Assert.ThrowsAsync<OrchestrationNotCompletedException>(() => host.RunAsync<string>("Outer").WaitAsync(s_realTime));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.Metadata.RuntimeStatus);
        Assert.Contains("bang", failed.Message);
    }

    [Fact]
    public async Task Orchestrator_ThatIsNotDeterministic_FailsByDefault()
    {
        var runs = 0;
        await using var host = await DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Fickle", async context =>
            {
                await context.CallActivityAsync($"Step{++runs}");
                await context.CallActivityAsync("Last");
            })
            .AddActivityFunc("Step1", _ => { })
            .AddActivityFunc("Last", _ => { }));

        var failed = await Assert.ThrowsAsync<OrchestrationNotCompletedException>(() => host.RunAsync<string>("Fickle").WaitAsync(s_realTime));

        Assert.Contains("'Step1'", failed.Message);
        Assert.Contains("'Step2'", failed.Message);
    }

    [Fact]
    public async Task Activity_DeliveredTwice_RunsTwiceAndAnswersOnce()
    {
        var runs = 0;
        await using var host = await DurableTestHost.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Count", async context => await context.CallActivityAsync<int>("One") + await context.CallActivityAsync<int>("One"))
                .AddActivityFunc<int>("One", _ => Interlocked.Increment(ref runs) is var _ ? 1 : 0),
            options => options.DeliverTwice = true);

        Assert.Equal(2, await host.RunAsync<int>("Count").WaitAsync(s_realTime));
        await host.WaitUntilIdleAsync().WaitAsync(s_realTime);
        Assert.Equal(4, runs);
    }

    [Fact]
    public async Task Activities_UnderAThrottle_NeverRunMoreAtOnce()
    {
        int running = 0, most = 0;
        await using var host = await DurableTestHost.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("FanOut", context => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => context.CallActivityAsync("Work"))))
                .AddActivityFunc("Work", async _ =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref running));
                    await Task.Yield();
                    Interlocked.Decrement(ref running);
                }),
            options => options.MaxConcurrentActivities = 1);

        await host.RunAsync<object>("FanOut").WaitAsync(s_realTime);

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Restart_InTheMiddle_RepeatsOnlyWhatHadNoAnswer()
    {
        var runs = new Dictionary<string, int>(StringComparer.Ordinal) { ["first"] = 0, ["second"] = 0 };
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await DurableTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Job", async context =>
            {
                await context.CallActivityAsync("Step", "first");
                await context.CreateTimer(TimeSpan.FromDays(1), default);
                await context.CallActivityAsync("Step", "second");
                await context.CreateTimer(TimeSpan.FromDays(1), default);
                return $"{context.CurrentUtcDateTime:O}";
            })
            .AddActivityFunc<string>("Step", async (_, step) =>
            {
                lock (runs) runs[step]++;
                if (step is "first") return;
                reached.TrySetResult();
                await gate.Task;
            }));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Job", new StartOrchestrationOptions("job"));
        await host.WaitUntilIdleAsync().WaitAsync(s_realTime);
        var advancing = host.AdvanceToNextTimerAsync();
        await reached.Task.WaitAsync(s_realTime);

        await host.RestartAsync();
        gate.SetResult();
        await advancing.WaitAsync(s_realTime);
        await host.RestartAsync();

        var ended = await host.RunToEndAsync("job").WaitAsync(s_realTime);
        Assert.Equal("2000-01-03T00:00:00.0000000Z", ended.ReadOutputAs<string>());
        Assert.Equal((1, 2), (runs["first"], runs["second"]));
    }
}
