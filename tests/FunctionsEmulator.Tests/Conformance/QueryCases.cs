using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class QueryCases : ConformanceCase
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Modes))]
    public async Task Query_ByStatus_FindsThose(EngineMode mode)
    {
        await using var harness = await FiveAsync(mode);

        Assert.Equal(["a-0", "a-1", "b-2", "b-3"], await FindAsync(harness, new() { Statuses = [OrchestrationRuntimeStatus.Completed] }));
        Assert.Equal(["b-4"], await FindAsync(harness, new() { Statuses = [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Running] }));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Query_ByPrefix_FindsThose(EngineMode mode)
    {
        await using var harness = await FiveAsync(mode);

        Assert.Equal(["b-2", "b-3", "b-4"], await FindAsync(harness, new() { InstanceIdPrefix = "b-" }));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Query_ByTime_FindsWhatWasCreatedThen(EngineMode mode)
    {
        await using var harness = await FiveAsync(mode);

        Assert.Equal(["a-1", "b-2"], await FindAsync(harness, new() { CreatedFrom = s_noon.AddHours(1), CreatedTo = s_noon.AddHours(2) }));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Query_InPages_FindsEachOnceAndGoesOnFromItsToken(EngineMode mode)
    {
        await using var harness = await FiveAsync(mode);
        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (var page in harness.Client.GetAllInstancesAsync(new() { PageSize = 2 }).AsPages()) pages.Add(page);

        Assert.Equal([2, 2, 1], pages.Select(page => page.Values.Count));
        Assert.Null(pages[^1].ContinuationToken);
        Assert.Equal(["b-2", "b-3", "b-4"], await FindAsync(harness, new() { ContinuationToken = pages[0].ContinuationToken }));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Query_ByEverythingAtOnce_FindsWhatFitsAll(EngineMode mode)
    {
        await using var harness = await FiveAsync(mode);

        var found = await FindAsync(harness, new()
        {
            InstanceIdPrefix = "b-", CreatedFrom = s_noon.AddHours(3), Statuses = [OrchestrationRuntimeStatus.Completed], PageSize = 1, FetchInputsAndOutputs = true,
        });

        Assert.Equal(["b-3"], found);
        Assert.Empty(await FindAsync(harness, new() { InstanceIdPrefix = "c-" }));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Query_WhileInstancesComeAndGo_TellsEachOfTheOthersOnce(EngineMode mode)
    {
        await using var harness = await FiveAsync(mode);
        var found = new List<string>();
        await foreach (var page in harness.Client.GetAllInstancesAsync(new() { PageSize = 2 }).AsPages())
        {
            if (found.Count == 0)
            {
                await harness.Client.PurgeInstanceAsync("a-1");
                await harness.Client.ScheduleNewOrchestrationInstanceAsync("Echo", 0, new StartOrchestrationOptions("a-2"));
            }
            found.AddRange(page.Values.Select(instance => instance.InstanceId));
        }

        Assert.Equal(["a-0", "a-1", "a-2", "b-2", "b-3", "b-4"], found);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Metadata_WithoutInputsAndOutputs_RefusesToReadThem(EngineMode mode)
    {
        await using var harness = await FiveAsync(mode);

        var bare = await harness.Client.GetInstanceAsync("a-1");
        var full = await harness.Client.GetInstanceAsync("a-1", getInputsAndOutputs: true);

        Assert.Throws<InvalidOperationException>(() => bare!.ReadOutputAs<int>());
        Assert.Equal((1, 1), (full!.ReadInputAs<int>(), full.ReadOutputAs<int>()));
    }

    private static async Task<EngineHarness> FiveAsync(EngineMode mode)
    {
        var clock = new FakeTimeProvider(s_noon);
        var harness = await new EngineHarness(mode, clock)
            .Orchestrator<int, int>("Echo", (_, number) => number == 4 ? throw new InvalidOperationException("four") : Task.FromResult(number))
            .StartAsync();
        foreach (var id in new[] { "a-0", "a-1", "b-2", "b-3", "b-4" })
        {
            await harness.Client.ScheduleNewOrchestrationInstanceAsync("Echo", id[^1] - '0', new StartOrchestrationOptions(id));
            await harness.WaitAsync(id);
            clock.Advance(TimeSpan.FromHours(1));
        }
        return harness;
    }

    private static async Task<List<string>> FindAsync(EngineHarness harness, OrchestrationQuery query)
    {
        var ids = new List<string>();
        await foreach (var found in harness.Client.GetAllInstancesAsync(query)) ids.Add(found.InstanceId);
        return ids;
    }
}
