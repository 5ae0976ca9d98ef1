using DurableTask.Core.Exceptions;
using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Tests.Conformance;

/// <summary>What a start does that finds an instance of its id.</summary>
public sealed class DedupeCases : ConformanceCase
{
    private static readonly OrchestrationRuntimeStatus[] s_running =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    public static TheoryData<EngineMode, string, OrchestrationRuntimeStatus> ModesAndEnds { get; } = Combine(
        ("ok", OrchestrationRuntimeStatus.Completed), ("fail", OrchestrationRuntimeStatus.Failed));

    [Theory, MemberData(nameof(ModesAndEnds))]
    public async Task Start_StatusOfTheEndedOneIsListed_IsRefusedAndLeavesIt(EngineMode mode, string input, OrchestrationRuntimeStatus end)
    {
        await using var harness = await Sample(mode).StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Sample", input, new StartOrchestrationOptions("one"));
        await harness.WaitAsync("one");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => harness.Client.ScheduleNewOrchestrationInstanceAsync(
            "Sample", "other", new StartOrchestrationOptions("one").WithDedupeStatuses(end)));

        var kept = (await harness.Client.GetInstanceAsync("one", getInputsAndOutputs: true))!;
        Assert.Equal((end, input), (kept.RuntimeStatus, kept.ReadInputAs<string>()));
    }

    [Theory, MemberData(nameof(ModesAndEnds))]
    public async Task Start_StatusOfTheEndedOneIsNotListed_StartsAgain(EngineMode mode, string input, OrchestrationRuntimeStatus end)
    {
        await using var harness = await Sample(mode).StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Sample", input, new StartOrchestrationOptions("one"));
        await harness.WaitAsync("one");
        var others = StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Where(status => status != end && status != OrchestrationRuntimeStatus.Terminated);

        await harness.Client.ScheduleNewOrchestrationInstanceAsync(
            "Sample", "again", new StartOrchestrationOptions("one").WithDedupeStatuses([.. others]));

        var second = await harness.WaitUntilAsync("one", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Completed && found.SerializedInput is "\"again\"");
        Assert.Equal("again", second.ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Start_RunningStatusesAndTerminatedListed_RefusesOneThatWasTerminated(EngineMode mode)
    {
        await using var harness = await Sample(mode).StartAsync();
        await WaitingAsync(harness);
        await harness.Client.TerminateInstanceAsync("one");
        await harness.WaitAsync("one");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => harness.Client.ScheduleNewOrchestrationInstanceAsync(
            "Sample", "other", new StartOrchestrationOptions("one").WithDedupeStatuses([.. s_running, OrchestrationRuntimeStatus.Terminated])));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Start_NothingListed_TerminatesTheOneThatRunsAndTakesItsPlace(EngineMode mode)
    {
        await using var harness = await Sample(mode).StartAsync();
        await WaitingAsync(harness);

        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Sample", "new", new StartOrchestrationOptions("one") { DedupeStatuses = [] });

        var second = await harness.WaitUntilAsync("one", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
        Assert.Equal("new", second.ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Start_OneSuspendedAndOnlyRunningListed_TakesItsPlace(EngineMode mode)
    {
        await using var harness = await Sample(mode).StartAsync();
        await WaitingAsync(harness);
        await harness.Client.SuspendInstanceAsync("one");
        await harness.WaitUntilAsync("one", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        await harness.Client.ScheduleNewOrchestrationInstanceAsync(
            "Sample", "new", new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Running));

        var second = await harness.WaitUntilAsync("one", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
        Assert.Equal("new", second.ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Start_OnePendingForLater_IsReplacedOrRefusedByTheList(EngineMode mode)
    {
        await using var harness = await Sample(mode).StartAsync();
        var later = new StartOrchestrationOptions("one", new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Sample", "late", later);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => harness.Client.ScheduleNewOrchestrationInstanceAsync(
            "Sample", "new", new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Pending)));
        await harness.Client.ScheduleNewOrchestrationInstanceAsync(
            "Sample", "new", new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Running));

        var second = await harness.WaitUntilAsync("one", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
        Assert.Equal("new", second.ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("Terminated")]
    [InlineData("Pending", "Running", "Terminated")]
    [InlineData("Lost")]
    [InlineData("77")]
    public async Task Start_ListThatContradictsItselfOrHasNoSuchStatus_IsAnArgumentException(params string[] statuses)
    {
        await using var harness = await Sample(EngineMode.InMemory).StartAsync();
        await WaitingAsync(harness);

        await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.ScheduleNewOrchestrationInstanceAsync(
            "Sample", "new", new StartOrchestrationOptions("one") { DedupeStatuses = statuses }));

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await harness.Client.GetInstanceAsync("one"))!.RuntimeStatus);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Start_StatusNamesInAnyCase_AreUnderstood(EngineMode mode)
    {
        await using var harness = await Sample(mode).StartAsync();
        await WaitingAsync(harness);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => harness.Client.ScheduleNewOrchestrationInstanceAsync(
            "Sample", "new", new StartOrchestrationOptions("one") { DedupeStatuses = ["running"] }));
    }

    [Fact]
    public async Task Start_ManyAtOnceUnderOneId_IsOneStartAndRefusals()
    {
        await using var harness = await Sample(EngineMode.InMemory).StartAsync();
        var client = harness.Engine.Client;

        var starts = Enumerable.Range(0, 50)
            .Select(_ => Task.Run(() => client.ScheduleNewOrchestrationInstanceAsync("Sample", "wait", new StartOrchestrationOptions("one"))))
            .ToList();
        await Task.WhenAll(starts).ContinueWith(_ => { }, TaskScheduler.Default);

        _ = Assert.Single(starts, start => start.IsCompletedSuccessfully);
        Assert.All(starts.Where(start => !start.IsCompletedSuccessfully), start => Assert.IsType<OrchestrationAlreadyExistsException>(start.Exception!.InnerException));
    }

    private static EngineHarness Sample(EngineMode mode) =>
        new EngineHarness(mode, new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))).Orchestrator<string, string>("Sample", async (context, input) => input switch
        {
            "fail" => throw new InvalidOperationException(input),
            "wait" => await context.WaitForExternalEvent<string>("go"),
            _ => input!,
        });

    private static async Task WaitingAsync(EngineHarness harness)
    {
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Sample", "wait", new StartOrchestrationOptions("one"));
        await harness.WaitUntilAsync("one", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Running);
    }

    private static TheoryData<EngineMode, string, OrchestrationRuntimeStatus> Combine(params (string Input, OrchestrationRuntimeStatus End)[] cases)
    {
        var all = new TheoryData<EngineMode, string, OrchestrationRuntimeStatus>();
        foreach (var mode in Enum.GetValues<EngineMode>())
        {
            foreach (var (input, end) in cases) all.Add(mode, input, end);
        }
        return all;
    }
}
