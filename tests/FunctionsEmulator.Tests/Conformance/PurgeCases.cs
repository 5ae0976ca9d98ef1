using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class PurgeCases : ConformanceCase
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Modes))]
    public async Task Purge_ByTime_RemovesWhatWasCreatedThen(EngineMode mode)
    {
        var clock = new FakeTimeProvider(s_noon);
        await using var harness = await new EngineHarness(mode, clock).Orchestrator<int, int>("Fine", (_, _) => Task.FromResult(1)).StartAsync();
        foreach (var id in new[] { "noon", "one", "two" })
        {
            await harness.Client.ScheduleNewOrchestrationInstanceAsync("Fine", new StartOrchestrationOptions(id));
            await harness.WaitAsync(id);
            clock.Advance(TimeSpan.FromHours(1));
        }

        var purged = await harness.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedFrom: s_noon.AddHours(1), CreatedTo: s_noon.AddHours(2)));

        Assert.Equal(2, purged.PurgedInstanceCount);
        Assert.NotNull(await harness.Client.GetInstanceAsync("noon"));
        Assert.Null(await harness.Client.GetInstanceAsync("one"));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Purge_OfATreeByFilter_RemovesEachInstanceOnce(EngineMode mode)
    {
        await using var harness = await Family(mode).StartAsync();
        await harness.RunAsync("Top");

        var purged = await harness.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Completed]), new PurgeInstanceOptions(Recursive: true));

        // One at the top, two below it, two below each of these.
        Assert.Equal(7, purged.PurgedInstanceCount);
        await harness.RestartAsync();
        Assert.Empty(await AllAsync(harness));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Purge_ThatIsNotRecursive_LeavesTheChildren(EngineMode mode)
    {
        await using var harness = await Family(mode).StartAsync();
        var top = (await harness.RunAsync("Top")).InstanceId;

        Assert.Equal(1, (await harness.Client.PurgeInstanceAsync(top)).PurgedInstanceCount);

        Assert.Equal(6, (await AllAsync(harness)).Count);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Id_ThatWasPurged_StartsAfresh(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("word"))
            .StartAsync();
        var options = new StartOrchestrationOptions("one");
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen", options);
        await harness.Client.RaiseEventAsync("one", "word", "a");
        await harness.WaitAsync("one");
        await harness.Client.PurgeInstanceAsync("one");

        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen", options);
        await harness.Client.RaiseEventAsync("one", "word", "b");

        Assert.Equal("b", (await harness.WaitAsync("one")).ReadOutputAs<string>());
    }

    private static async Task<List<string>> AllAsync(EngineHarness harness)
    {
        var ids = new List<string>();
        await foreach (var found in harness.Client.GetAllInstancesAsync()) ids.Add(found.InstanceId);
        return ids;
    }

    private static EngineHarness Family(EngineMode mode) => Still(mode)
        .Orchestrator<int, int>("Top", (context, _) => CallTwiceAsync(context, "Middle"))
        .Orchestrator<int, int>("Middle", (context, _) => CallTwiceAsync(context, "Bottom"))
        .Orchestrator<int, int>("Bottom", (_, _) => Task.FromResult(1));

    private static async Task<int> CallTwiceAsync(TaskOrchestrationContext context, string name) =>
        (await Task.WhenAll(context.CallSubOrchestratorAsync<int>(name), context.CallSubOrchestratorAsync<int>(name))).Sum();
}
