using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class StartCases : ConformanceCase
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Modes))]
    public async Task Start_AtALaterTime_IsPendingUntilThenAlsoOverARestart(EngineMode mode)
    {
        var clock = new FakeTimeProvider(s_noon);
        await using var harness = await new EngineHarness(mode, clock)
            .Orchestrator<int, DateTime>("Now", (context, _) => Task.FromResult(context.CurrentUtcDateTime))
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Now", new StartOrchestrationOptions(StartAt: s_noon.AddDays(60)));
        clock.Advance(TimeSpan.FromDays(59));
        await harness.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await harness.Client.GetInstanceAsync(id))!.RuntimeStatus);
        clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(s_noon.AddDays(60).UtcDateTime, (await harness.WaitAsync(id)).ReadOutputAs<DateTime>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Start_AtATimeThatIsPast_RunsAtOnce(EngineMode mode)
    {
        await using var harness = await Still(mode).Orchestrator<int, int>("Fine", (_, _) => Task.FromResult(1)).StartAsync();

        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Fine", new StartOrchestrationOptions(StartAt: s_noon.AddYears(-1)));

        Assert.Equal(1, (await harness.WaitAsync(id)).ReadOutputAs<int>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Names_OfOrchestratorAndActivity_DisregardCase(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Call", (context, _) => context.CallActivityAsync<int>("WORK"))
            .Activity<int, int>("Work", _ => 7)
            .StartAsync();

        Assert.Equal(7, (await harness.RunAsync("cALL")).ReadOutputAs<int>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Id_OfAFailedInstance_StartsAgainAsIfItWereNew(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<string, string>("Either", (context, input) =>
            {
                if (input is "bad") context.SetCustomStatus("bad");
                return input is "bad" ? throw new InvalidOperationException(input) : Task.FromResult(input!);
            })
            .StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Either", "bad", new StartOrchestrationOptions("one"));
        await harness.WaitAsync("one");

        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Either", "good", new StartOrchestrationOptions("one"));

        var second = await harness.WaitUntilAsync("one", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
        Assert.Equal(("good", null, null), (second.ReadOutputAs<string>(), second.FailureDetails, second.SerializedCustomStatus));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task WaitForStart_OfAnEndedInstance_ReturnsAtOnce(EngineMode mode)
    {
        await using var harness = await Still(mode).Orchestrator<int, int>("Fine", (_, _) => Task.FromResult(1)).StartAsync();
        var id = (await harness.RunAsync("Fine")).InstanceId;

        Assert.True((await harness.Client.WaitForInstanceStartAsync(id)).IsCompleted);
    }
}
