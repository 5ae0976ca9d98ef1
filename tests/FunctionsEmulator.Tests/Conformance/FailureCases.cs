using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Conformance;

/// <summary>What is told of a failure on the other side of a task's border.</summary>
public sealed class FailureCases : ConformanceCase
{
    [Theory, MemberData(nameof(Modes))]
    public async Task Instance_ThatDoesNotCatch_FailsWithTheTaskFailureAndItsCauses(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Call", (context, _) => context.CallActivityAsync<int>("Boom"))
            .Activity<int, int>("Boom", _ => Throw(new InvalidOperationException("outer", new FileNotFoundException("inner"))))
            .StartAsync();

        var result = await harness.RunAsync("Call");

        var failure = result.FailureDetails!;
        Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.Equal("Task 'Boom' (#0) failed with an unhandled exception: outer", failure.ErrorMessage);
        Assert.Equal((typeof(InvalidOperationException).FullName, "outer"), (failure.InnerFailure!.ErrorType, failure.InnerFailure.ErrorMessage));
        Assert.Equal((typeof(FileNotFoundException).FullName, "inner"), (failure.InnerFailure.InnerFailure!.ErrorType, failure.InnerFailure.InnerFailure.ErrorMessage));
        Assert.Null(failure.InnerFailure.InnerFailure.InnerFailure);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task IsCausedBy_AfterTheBorder_KnowsTheTypeAndThoseAboveIt(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, bool[]>("Catch", async (context, _) =>
            {
                var failure = await CatchAsync(() => context.CallActivityAsync<int>("Boom"));
                return
                [
                    failure.IsCausedBy<ArgumentNullException>(), failure.IsCausedBy<ArgumentException>(), failure.IsCausedBy<Exception>(),
                    failure.IsCausedBy<IOException>(), failure.InnerFailure!.IsCausedBy<IOException>(),
                ];
            })
            .Activity<int, int>("Boom", _ => Throw(new ArgumentNullException("it", new FileNotFoundException("inner"))))
            .StartAsync();

        var found = (await harness.RunAsync("Catch")).ReadOutputAs<bool[]>()!;
        Assert.Equal([true, true, true, false, true], found);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task IsCausedBy_OfATypeThatIsNotLoaded_IsFalse(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, bool>("Catch", async (context, _) => (await CatchAsync(() => context.CallActivityAsync<int>("Missing"))).IsCausedBy<Exception>())
            .StartAsync();

        Assert.False((await harness.RunAsync("Catch")).ReadOutputAs<bool>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Properties_OfAFailure_CrossAsTextNumbersAndLists(EngineMode mode)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["text"] = "ünïcode", ["count"] = 3, ["share"] = 0.5m, ["fatal"] = true, ["nothing"] = null, ["day"] = DayOfWeek.Friday,
            ["list"] = new[] { 1, 2 }, ["pairs"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = 1L },
        };
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Catch", async (context, _) =>
            {
                var failure = await CatchAsync(() => context.CallSubOrchestratorAsync<int>("Boom"));
                await context.CallActivityAsync<int>("Fine", 1);
                Assert.Equal(properties.Count, failure.Properties!.Count);
                var found = failure.InnerFailure!.Properties!;
                Assert.Equal([1.0, 2.0], (IEnumerable<object?>)found["list"]!);
                Assert.Equal(1.0, ((IDictionary<string, object?>)found["pairs"]!)["a"]);
                return string.Join(' ', new[] { "text", "count", "share", "fatal", "nothing", "day" }.Select(name => $"{found[name] ?? "null"}:{found[name]?.GetType().Name}"));
            })
            .Orchestrator<int, int>("Boom", (_, _) => throw new TaskFailedException("Other", 7, new TaskFailureDetails("Type", "message", null, null, properties)))
            .Activity<int, int>("Fine", x => x)
            .StartAsync();

        Assert.Equal("ünïcode:String 3:Double 0.5:Double True:Boolean null: Friday:String", (await harness.RunAsync("Catch")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Failure_OfAnActivityThatThrowsTheFailureOfATask_HasNoInnerOne(EngineMode mode)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal) { ["text"] = "a" };
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Catch", async (context, _) =>
            {
                var failure = await CatchAsync(() => context.CallActivityAsync<int>("Boom", 1));
                return $"{failure.ErrorType} {failure.ErrorMessage} {failure.InnerFailure is null} {failure.Properties!.Count}";
            })
            .Activity<int, int>("Boom", _ => Throw(new TaskFailedException("Other", 7, new TaskFailureDetails("Type", "message", null, null, properties))))
            .StartAsync();

        Assert.Equal(
            $"{typeof(TaskFailedException)} Task 'Other' (#7) failed with an unhandled exception: message True 0",
            (await harness.RunAsync("Catch")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Failure_BehindATimerAndASentEvent_HasTheIdThatFollowsTheirs(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Catch", async (context, _) =>
            {
                using var never = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromHours(1), never.Token);
                context.SendEvent(context.InstanceId, "to itself", 1);
                try
                {
                    await context.CallActivityAsync<int>("Boom", 1);
                }
                catch (TaskFailedException e)
                {
                    never.Cancel();
                    return $"#{e.TaskId} {timer.IsCompleted}";
                }
                return "fine";
            })
            .Activity<int, int>("Boom", _ => Throw(new InvalidOperationException("bang")))
            .StartAsync();

        Assert.Equal("#2 True", (await harness.RunAsync("Catch")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Failure_OfASubOrchestration_ReadsAsThatOfATask(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Catch", async (context, _) =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Bad");
                }
                catch (TaskFailedException e)
                {
                    return $"{e.TaskName} {e.TaskId} {e.Message} {e.FailureDetails.ErrorType}";
                }
            })
            .Orchestrator<int, string>("Bad", (_, _) => throw new NotSupportedException("deep"))
            .StartAsync();

        Assert.Equal(
            "Bad 0 Task 'Bad' (#0) failed with an unhandled exception: deep System.NotSupportedException",
            (await harness.RunAsync("Catch")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Result_OfAnotherType_ThrowsJsonException(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Call", (context, _) => context.CallActivityAsync<int>("Word"))
            .Activity<int, string>("Word", _ => "word")
            .StartAsync();

        Assert.Equal(typeof(System.Text.Json.JsonException).FullName, (await harness.RunAsync("Call")).FailureDetails!.ErrorType);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Task_ThatDoesNotExist_IsNamedAsTheRealWorkerNamesIt(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string[]>("Catch", async (context, _) =>
            [
                (await CatchAsync(() => context.CallActivityAsync<int>("Gone"))).ToString(),
                (await CatchAsync(() => context.CallSubOrchestratorAsync<int>("Away"))).ToString(),
            ])
            .StartAsync();

        Assert.Equal(
            ["ActivityTaskNotFound: No activity task named 'Gone' was found.", "OrchestratorTaskNotFound: No orchestrator task named 'Away' was found."],
            (await harness.RunAsync("Catch")).ReadOutputAs<string[]>()!);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Child_ThatIsTerminated_FailsTheCallOfItsParent(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Catch", async (context, _) =>
            {
                try
                {
                    return $"{await context.CallSubOrchestratorAsync<int>("Listen", options: new TaskOptions().WithInstanceId("child"))}";
                }
                catch (TaskFailedException e)
                {
                    return $"{e.TaskName} {e.TaskId} {e.Message}";
                }
            })
            .Orchestrator<int, int>("Listen", (context, _) => context.WaitForExternalEvent<int>("never"))
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Catch");
        await harness.WaitUntilAsync("child", found => found.IsRunning);

        await harness.Client.TerminateInstanceAsync("child", "enough");

        Assert.StartsWith("Listen 0 Task 'Listen' (#0) failed with an unhandled exception", (await harness.WaitAsync(id)).ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Failures_OfAFanOut_AreAllThereAndTheOthersStay(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int[]>("Fan", async (context, count) =>
            {
                var tasks = Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Odd", i)).ToList();
                await CatchAsync(() => Task.WhenAll(tasks));
                return [tasks.Count(task => task.IsCompletedSuccessfully), tasks.Count(task => task.IsFaulted)];
            })
            .Activity<int, int>("Odd", i => i % 3 == 0 ? Throw(new InvalidOperationException($"{i}")) : i)
            .StartAsync();

        var counts = (await harness.RunAsync("Fan", 30)).ReadOutputAs<int[]>()!;
        Assert.Equal([20, 10], counts);
    }

    private static async Task<TaskFailureDetails> CatchAsync(Func<Task> call) => (await Assert.ThrowsAsync<TaskFailedException>(call)).FailureDetails;

    private static int Throw(Exception exception) => throw exception;
}
