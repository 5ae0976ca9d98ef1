using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class TagCases : ConformanceCase
{
    private static readonly Dictionary<string, string> s_nightly = new(StringComparer.Ordinal) { ["kind"] = "nightly", ["öwner"] = "a \"b\"" };

    [Theory, MemberData(nameof(Modes))]
    public async Task Tags_OfAStart_StayOverContinueAsNewAndTheEnd(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Twice", (context, generation) =>
            {
                if (generation == 0) context.ContinueAsNew(1);
                return Task.FromResult(generation);
            })
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Twice", 0, new StartOrchestrationOptions { Tags = s_nightly });

        Assert.Equal(s_nightly, (await harness.WaitAsync(id)).Tags);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Tags_OfAParent_AreNotThoseOfItsChild(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Parent", (context, _) => context.CallSubOrchestratorAsync<int>("Child", options: new TaskOptions().WithInstanceId("child")))
            .Orchestrator<int, int>("Child", (_, _) => Task.FromResult(1))
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions { Tags = s_nightly });
        await harness.WaitAsync(id);

        Assert.Empty((await harness.WaitAsync("child")).Tags);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Query_OfAll_TellsTheTagsToChooseBy(EngineMode mode)
    {
        await using var harness = await Still(mode).Orchestrator<int, int>("Fine", (_, _) => Task.FromResult(1)).StartAsync();
        foreach (var id in new[] { "tagged", "plain" })
        {
            await harness.Client.ScheduleNewOrchestrationInstanceAsync("Fine", new StartOrchestrationOptions(id) { Tags = id is "tagged" ? s_nightly : new Dictionary<string, string>(StringComparer.Ordinal) });
            await harness.WaitAsync(id);
        }

        var found = new List<string>();
        await foreach (var instance in harness.Client.GetAllInstancesAsync())
        {
            if (instance.Tags.TryGetValue("kind", out var kind) && kind is "nightly") found.Add(instance.InstanceId);
        }

        Assert.Equal(["tagged"], found);
    }
}
