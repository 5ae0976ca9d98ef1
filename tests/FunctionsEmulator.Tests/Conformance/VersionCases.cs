using FunctionsEmulator.Durable;
using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class VersionCases : ConformanceCase
{
    [Theory, MemberData(nameof(Modes))]
    public async Task Version_ThatAStartOrACallDoesNotName_IsTheDefaultOne(EngineMode mode)
    {
        await using var harness = await Tellers(mode).StartAsync(new() { DefaultVersion = "3.0" });
        var named = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions { Version = "1.5" });

        // A child has the version of its call or the default one, never that of its parent.
        Assert.Equal(["1.5", "3.0", "2.0"], (await harness.WaitAsync(named)).ReadOutputAs<string[]>()!);
        Assert.Equal(["3.0", "3.0", "2.0"], (await harness.RunAsync("Parent")).ReadOutputAs<string[]>()!);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Version_WithoutADefault_IsEmpty(EngineMode mode)
    {
        await using var harness = await Tellers(mode).StartAsync();

        Assert.Equal(["", "", "2.0"], (await harness.RunAsync("Parent")).ReadOutputAs<string[]>()!);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Version_OfTheNextGeneration_IsTheNewOneOrTheSame(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<List<string>, List<string>>("Move", (context, seen) =>
            {
                seen!.Add(context.Version);
                if (seen.Count < 3) context.ContinueAsNew(new ContinueAsNewOptions { NewInput = seen, NewVersion = seen.Count == 2 ? "2.0" : null });
                return Task.FromResult(seen);
            })
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Move", new List<string>(), new StartOrchestrationOptions { Version = "1.0" });

        Assert.Equal(["1.0", "1.0", "2.0"], (await harness.WaitAsync(id)).ReadOutputAs<List<string>>()!);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Instance_OfANewerVersion_FailsWhereHostJsonSaysSo(EngineMode mode)
    {
        await using var harness = await Tellers(mode).StartAsync(new() { DefaultVersion = "2.0", VersionFailure = VersionFailure.Fail });

        var failure = (await RunAsync(harness, "3.0")).FailureDetails!;

        Assert.Equal(("VersionMismatch", "The orchestration version '3.0' is greater than the worker version '2.0'."), (failure.ErrorType, failure.ErrorMessage));
        Assert.Equal("1.9", (await RunAsync(harness, "1.9")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Instance_OfAnotherVersion_FailsUnderAStrictMatch(EngineMode mode)
    {
        await using var harness = await Tellers(mode)
            .StartAsync(new() { DefaultVersion = "2.0", VersionMatch = VersionMatch.Strict, VersionFailure = VersionFailure.Fail });

        var failure = (await RunAsync(harness, "1.0")).FailureDetails!;

        Assert.Equal(("VersionMismatch", "The orchestration version '1.0' does not match the worker version '2.0'."), (failure.ErrorType, failure.ErrorMessage));
        Assert.Equal("2.0", (await RunAsync(harness, "2.0")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Instance_OfAnyVersion_RunsWhereNothingIsMatched(EngineMode mode)
    {
        await using var harness = await Tellers(mode).StartAsync(new() { DefaultVersion = "2.0", VersionMatch = VersionMatch.None });

        Assert.Equal("9.0", (await RunAsync(harness, "9.0")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Instance_ThatIsRejected_WaitsForAHostOfItsVersionAndCanBeTerminated(EngineMode mode)
    {
        await using var harness = await Tellers(mode).StartAsync(new() { DefaultVersion = "2.0" });
        var waiting = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Tell", new StartOrchestrationOptions { Version = "3.0" });
        var unwanted = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Tell", new StartOrchestrationOptions { Version = "3.0" });
        await harness.Client.TerminateInstanceAsync(unwanted, "not needed");
        Assert.Equal("not needed", (await harness.WaitAsync(unwanted)).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await harness.Client.GetInstanceAsync(waiting))!.RuntimeStatus);

        await harness.RestartAsync(options => options with { DefaultVersion = "3.0" });

        Assert.Equal("3.0", (await harness.WaitAsync(waiting)).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task RunningInstance_OnAnOlderHost_RestsUntilItsOwnIsBack(EngineMode mode)
    {
        await using var harness = await Tellers(mode)
            .Orchestrator<int, string>("Listen", async (context, _) =>
            {
                context.SetCustomStatus("listens");
                return await context.WaitForExternalEvent<string>("word") + context.Version;
            })
            .StartAsync(new() { DefaultVersion = "3.0" });
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await harness.WaitUntilAsync(id, found => found.SerializedCustomStatus is not null);

        await harness.RestartAsync(options => options with { DefaultVersion = "2.0" });
        await harness.Client.RaiseEventAsync(id, "word", "kept");
        Assert.Equal("2.0", (await RunAsync(harness, "2.0")).ReadOutputAs<string>());
        Assert.True((await harness.Client.GetInstanceAsync(id))!.IsRunning);
        await harness.RestartAsync(options => options with { DefaultVersion = "3.0" });

        Assert.Equal("kept3.0", (await harness.WaitAsync(id)).ReadOutputAs<string>());
    }

    private static async Task<OrchestrationMetadata> RunAsync(EngineHarness harness, string version) =>
        await harness.WaitAsync(await harness.Client.ScheduleNewOrchestrationInstanceAsync("Tell", new StartOrchestrationOptions { Version = version }));

    private static EngineHarness Tellers(EngineMode mode) => Still(mode)
        .Orchestrator<int, string[]>("Parent", async (context, _) =>
        [
            context.Version,
            await context.CallSubOrchestratorAsync<string>("Tell"),
            await context.CallSubOrchestratorAsync<string>("Tell", options: new SubOrchestrationOptions { Version = "2.0" }),
        ])
        .Orchestrator<int, string>("Tell", (context, _) => Task.FromResult(context.Version));
}
