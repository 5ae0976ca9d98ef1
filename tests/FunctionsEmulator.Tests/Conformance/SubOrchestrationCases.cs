using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class SubOrchestrationCases : ConformanceCase
{
    [Theory, MemberData(nameof(Modes))]
    public async Task Child_WithAGivenId_RunsUnderItAndKnowsItsParent(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Parent", (context, _) => context.CallSubOrchestratorAsync<string>("Child", options: new TaskOptions().WithInstanceId("the-child")))
            .Orchestrator<int, string>("Child", (context, _) => Task.FromResult($"{context.InstanceId} of {context.Parent!.Name} {context.Parent.InstanceId}"))
            .StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("the-parent"));

        Assert.Equal("the-child of Parent the-parent", (await harness.WaitAsync("the-parent")).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await harness.WaitAsync("the-child")).RuntimeStatus);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Children_WithoutIds_GetDifferentOnes(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string[]>("Parent", (context, count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => context.CallSubOrchestratorAsync<string>("Child"))))
            .Orchestrator<int, string>("Child", (context, _) => Task.FromResult(context.InstanceId))
            .StartAsync();

        var ids = (await harness.RunAsync("Parent", 5)).ReadOutputAs<string[]>()!;

        Assert.Equal(5, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Tags_GivenAtTheCall_AreThoseOfTheChild(EngineMode mode)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["kind"] = "batch" };
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Parent", (context, _) => context.CallSubOrchestratorAsync<int>("Child", options: new TaskOptions(tags: tags).WithInstanceId("tagged")))
            .Orchestrator<int, int>("Child", (_, _) => Task.FromResult(1))
            .StartAsync();

        await harness.RunAsync("Parent");

        Assert.Equal("batch", (await harness.WaitAsync("tagged")).Tags["kind"]);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Failure_OfAGrandchild_CrossesBothBorders(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Top", (context, _) => context.CallSubOrchestratorAsync<int>("Middle"))
            .Orchestrator<int, int>("Middle", (context, _) => context.CallSubOrchestratorAsync<int>("Bottom"))
            .Orchestrator<int, int>("Bottom", (_, _) => throw new NotSupportedException("deep"))
            .StartAsync();

        var failure = (await harness.RunAsync("Top")).FailureDetails!;

        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.Equal(typeof(NotSupportedException).FullName, failure.InnerFailure!.InnerFailure!.ErrorType);
        Assert.Equal("deep", failure.InnerFailure.InnerFailure.ErrorMessage);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task UnknownOrchestrator_AsChild_FailsWithItsName(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Parent", (context, _) => context.CallSubOrchestratorAsync<int>("Missing"))
            .StartAsync();

        var failure = (await harness.RunAsync("Parent")).FailureDetails!;

        Assert.Equal("OrchestratorTaskNotFound", failure.InnerFailure!.ErrorType);
        Assert.Contains("Missing", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Child_WhoseIdRuns_FailsTheCallAndNotTheOther(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("word"))
            .Orchestrator<int, string>("Parent", async (context, _) =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Listen", options: new TaskOptions().WithInstanceId("taken"));
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ErrorMessage;
                }
            })
            .StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions("taken"));
        await harness.Client.WaitForInstanceStartAsync("taken");

        Assert.Contains("'taken' runs already", (await harness.RunAsync("Parent")).ReadOutputAs<string>(), StringComparison.Ordinal);
        await harness.Client.RaiseEventAsync("taken", "word", "still here");
        Assert.Equal("still here", (await harness.WaitAsync("taken")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Parent_ThatDoesNotWaitForItsChildAndActivity_EndsAfterThem(EngineMode mode)
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Parent", async (context, input) =>
            {
                _ = context.CallActivityAsync<int>("Work");
                _ = context.CallSubOrchestratorAsync<string>("Listen", options: new TaskOptions().WithInstanceId("listener"));
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                context.SetCustomStatus("returns");
                return "done";
            })
            .Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("word"))
            .Activity<int, int>("Work", _ => gate.Task)
            .StartAsync(Prompt);
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Parent");

        var returned = await harness.WaitUntilAsync(id, found => found.SerializedCustomStatus is not null);
        gate.SetResult(1);
        await harness.WaitUntilAsync("listener", found => found.IsRunning);
        await harness.Client.RaiseEventAsync("listener", "word", "bye");

        Assert.Equal(OrchestrationRuntimeStatus.Running, returned.RuntimeStatus);
        Assert.Equal("done", (await harness.WaitAsync(id)).ReadOutputAs<string>());
        Assert.True((await harness.Client.GetInstanceAsync("listener"))!.IsCompleted);
    }
}
