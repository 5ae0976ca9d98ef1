using DurableTask.Core.History;
using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class HistoryCases : ConformanceCase
{
    [Theory, MemberData(nameof(Modes))]
    public async Task History_OfAnInstance_TellsWhatItDidAndWhatCameBack(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<string, string>("Parent", async (context, input) =>
            {
                try
                {
                    await context.CallActivityAsync("Boom");
                }
                catch (TaskFailedException)
                {
                    input += await context.CallSubOrchestratorAsync<string>("Child", "in");
                }

                return input + await context.WaitForExternalEvent<string>("word");
            })
            .Orchestrator<string, string>("Child", (_, input) => Task.FromResult(input + "side"))
            .Activity<int, int>("Boom", int (_) => throw new InvalidOperationException("bang"))
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Parent", "a");
        await harness.Client.RaiseEventAsync(id, "word", "b");
        await harness.WaitAsync(id);

        var history = await harness.Client.GetOrchestrationHistoryAsync(id);

        var start = Assert.Single(history.OfType<ExecutionStartedEvent>());
        Assert.Equal(("Parent", "\"a\"", id), (start.Name, start.Input, start.OrchestrationInstance?.InstanceId));
        var call = Assert.Single(history.OfType<TaskScheduledEvent>());
        var failure = Assert.Single(history.OfType<TaskFailedEvent>());
        Assert.Equal((0, "Boom", 0), (call.EventId, call.Name, failure.TaskScheduledId));
        Assert.Equal((typeof(InvalidOperationException).FullName, "bang"), (failure.FailureDetails?.ErrorType, failure.FailureDetails?.ErrorMessage));
        var child = Assert.Single(history.OfType<SubOrchestrationInstanceCreatedEvent>());
        var answer = Assert.Single(history.OfType<SubOrchestrationInstanceCompletedEvent>());
        Assert.Equal((1, "Child", 1, "\"inside\""), (child.EventId, child.Name, answer.TaskScheduledId, answer.Result));
        var raised = Assert.Single(history.OfType<EventRaisedEvent>());
        Assert.Equal(("word", "\"b\""), (raised.Name, raised.Input));
        var end = Assert.Single(history.OfType<ExecutionCompletedEvent>());
        Assert.Equal((DurableTask.Core.OrchestrationStatus.Completed, "\"ainsideb\""), (end.OrchestrationStatus, end.Result));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task History_OfEveryTurn_HasABeginningAndAnEnd(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Call", (context, _) => context.CallActivityAsync<int>("Work"))
            .Activity<int, int>("Work", _ => 7)
            .StartAsync();
        var id = (await harness.RunAsync("Call")).InstanceId;

        var history = await harness.Client.GetOrchestrationHistoryAsync(id);

        Assert.Equal(EventType.OrchestratorStarted, history[0].EventType);
        Assert.Equal(EventType.OrchestratorCompleted, history[^1].EventType);
        Assert.Equal(history.OfType<OrchestratorStartedEvent>().Count(), history.OfType<OrchestratorCompletedEvent>().Count());
        Assert.True(history.Zip(history.Skip(1)).All(pair => pair.First.Timestamp <= pair.Second.Timestamp));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task History_AfterContinueAsNew_BeginsWithTheLastGeneration(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Countdown", (context, left) =>
            {
                if (left > 0) context.ContinueAsNew(left - 1);
                return Task.FromResult(left);
            })
            .StartAsync();
        var id = (await harness.RunAsync("Countdown", 2)).InstanceId;

        var history = await harness.Client.GetOrchestrationHistoryAsync(id);

        Assert.Equal("0", Assert.Single(history.OfType<ExecutionStartedEvent>()).Input);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task History_OfCallsAndEvents_TellsWhatTheyWereGiven(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<string, string>("Pass", async (context, word) =>
            {
                var longer = await context.CallActivityAsync<string>("Double", word);
                context.SendEvent(context.InstanceId, "back", longer);
                await context.CallActivityAsync("Forget");
                return await context.WaitForExternalEvent<string>("back");
            })
            .Activity<string, string>("Double", word => word + word)
            .Activity<string, int>("Forget", _ => 0)
            .StartAsync();
        var id = (await harness.RunAsync("Pass", "ab")).InstanceId;

        var history = await harness.Client.GetOrchestrationHistoryAsync(id);

        Assert.Equal([(0, "\"ab\""), (2, null)], history.OfType<TaskScheduledEvent>().Select(call => (call.EventId, call.Input)));
        var sent = Assert.Single(history.OfType<EventSentEvent>());
        Assert.Equal((1, "back", id, "\"abab\""), (sent.EventId, sent.Name, sent.InstanceId, sent.Input));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task History_OfAMissingInstance_IsRefused(EngineMode mode)
    {
        await using var harness = await Still(mode).StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.GetOrchestrationHistoryAsync("missing"));
    }
}
