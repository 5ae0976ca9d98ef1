using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Conformance;

/// <summary>An instance that is run once more, under the same id or a new one.</summary>
public sealed class RestartCases : ConformanceCase
{
    private static readonly StartOrchestrationOptions s_options = new("one") { Version = "1.5", Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["kind"] = "test" } };

    [Theory, MemberData(nameof(Modes))]
    public async Task Restart_UnderTheSameId_RunsAgainWithTheSameInputVersionAndTags(EngineMode mode)
    {
        var runs = 0;
        await using var harness = await Still(mode)
            .Orchestrator<string, string>("Echo", async (context, input) => input + context.Version + await context.CallActivityAsync<int>("Count"))
            .Activity<int, int>("Count", _ => Interlocked.Increment(ref runs))
            .StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "hello ", s_options);
        var first = (await harness.WaitAsync("one")).SerializedOutput;

        Assert.Equal("one", await harness.Client.RestartAsync("one"));

        var second = await harness.WaitUntilAsync("one", found => found.IsCompleted && !string.Equals(found.SerializedOutput, first, StringComparison.Ordinal));
        Assert.StartsWith("\"hello 1.5", second.SerializedOutput, StringComparison.Ordinal);
        Assert.Equal(("\"hello \"", "test"), (second.SerializedInput, second.Tags["kind"]));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Restart_UnderANewId_LeavesTheOldOne(EngineMode mode)
    {
        await using var harness = await Still(mode).Orchestrator<string, string>("Echo", (context, input) => Task.FromResult(input + context.InstanceId)).StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "hello ", s_options);
        await harness.WaitAsync("one");

        var id = await harness.Client.RestartAsync("one", restartWithNewInstanceId: true);

        Assert.NotEqual("one", id);
        Assert.Equal("hello " + id, (await harness.WaitAsync(id)).ReadOutputAs<string>());
        Assert.Equal("hello one", (await harness.WaitAsync("one")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Restart_OfARunningInstance_IsRefusedUnlessUnderANewId(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("word"))
            .StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions("one"));
        await harness.Client.WaitForInstanceStartAsync("one");

        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Client.RestartAsync("one"));
        var second = await harness.Client.RestartAsync("one", restartWithNewInstanceId: true);
        await harness.Client.RaiseEventAsync("one", "word", "a");
        await harness.Client.RaiseEventAsync(second, "word", "b");

        Assert.Equal("a", (await harness.WaitAsync("one")).ReadOutputAs<string>());
        Assert.Equal("b", (await harness.WaitAsync(second)).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Restart_OfAMissingInstance_IsRefused(EngineMode mode)
    {
        await using var harness = await Still(mode).Orchestrator<int, int>("Fine", (_, _) => Task.FromResult(1)).StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.RestartAsync("nobody"));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Restart_OfATerminatedInstance_Runs(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("word"))
            .StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions("one"));
        await harness.Client.TerminateInstanceAsync("one");
        await harness.WaitAsync("one");

        await harness.Client.RestartAsync("one");
        await harness.Client.RaiseEventAsync("one", "word", "a");

        var again = await harness.WaitUntilAsync("one", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
        Assert.Equal("a", again.ReadOutputAs<string>());
    }
}
