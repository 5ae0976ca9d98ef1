using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class ActivityCases : ConformanceCase
{
    [Theory, MemberData(nameof(Modes))]
    public async Task Record_OfEveryKindOfField_RoundTrips(EngineMode mode)
    {
        var sample = new Sample(
            "ünïcode \u2028 \"quoted\"\n", new DateTimeOffset(2026, 3, 1, 2, 3, 4, TimeSpan.FromHours(5)), TimeSpan.FromTicks(123), 7, null,
            DayOfWeek.Friday, new(StringComparer.Ordinal) { ["a b"] = [1, 2], [""] = [] });
        await using var harness = await Still(mode)
            .Orchestrator<Sample, Sample>("Pass", (context, input) => context.CallActivityAsync<Sample>("Echo", input))
            .Activity<Sample, Sample?>("Echo", input => input)
            .StartAsync();

        var result = (await harness.RunAsync("Pass", sample)).ReadOutputAs<Sample>()!;

        Assert.Equal(sample.Counts, result.Counts);
        Assert.Equal(sample, result with { Counts = sample.Counts });
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task NullResult_ReadAsInt_IsZero(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Pass", (context, _) => context.CallActivityAsync<int>("Nothing"))
            .Activity<int, string?>("Nothing", _ => (string?)null)
            .StartAsync();

        Assert.Equal(0, (await harness.RunAsync("Pass")).ReadOutputAs<int>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Megabyte_AsInputAndOutput_RoundTrips(EngineMode mode)
    {
        var text = new string('x', 1024 * 1024);
        await using var harness = await Still(mode)
            .Orchestrator<string, string>("Pass", (context, input) => context.CallActivityAsync<string>("Echo", input))
            .Activity<string, string?>("Echo", input => input)
            .StartAsync();

        Assert.Equal(text, (await harness.RunAsync("Pass", text)).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task UnknownActivity_WithRetryPolicy_FailsAtOnceWithItsName(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Call", (context, _) =>
                context.CallActivityAsync<int>("Missing", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromDays(1)))))
            .StartAsync();

        var result = await harness.RunAsync("Call");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
        Assert.Equal("ActivityTaskNotFound", result.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Contains("Missing", result.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Exception_OfAnActivity_CrossesWithTypeMessageStackAndInner(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Catch", async (context, _) =>
            {
                await context.CallActivityAsync<int>("Fine");
                await context.CallActivityAsync<int>("Fine");
                try
                {
                    return await context.CallActivityAsync<string>("Boom");
                }
                catch (TaskFailedException e)
                {
                    var details = e.FailureDetails;
                    Assert.Equal("Task 'Boom' (#2) failed with an unhandled exception: outer", e.Message);
                    Assert.Equal(("Boom", 2), (e.TaskName, e.TaskId));
                    Assert.Equal(typeof(InvalidOperationException).FullName, details.ErrorType);
                    Assert.Equal("outer", details.ErrorMessage);
                    Assert.Contains(nameof(Throw), details.StackTrace, StringComparison.Ordinal);
                    Assert.Equal(typeof(FileNotFoundException).FullName, details.InnerFailure!.ErrorType);
                    Assert.True(details.IsCausedBy<InvalidOperationException>());
                    Assert.True(details.IsCausedBy<SystemException>());
                    Assert.False(details.IsCausedBy<ArgumentException>());
                    return "caught";
                }
            })
            .Activity<int, int>("Fine", x => x)
            .Activity<int, int>("Boom", _ => Throw())
            .StartAsync();

        Assert.Equal("caught", (await harness.RunAsync("Catch")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task TaskIds_OfAllKinds_CountFromZeroInSchedulingOrder(EngineMode mode)
    {
        await using var harness = await Skipping(mode)
            .Orchestrator<int, int[]>("Count", async (context, _) =>
            {
                var first = FailAsync(context, "Boom");
                var timer = context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                var child = context.CallSubOrchestratorAsync<int>("Child");
                var last = FailAsync(context, "boom");
                await Task.WhenAll(timer, child);
                return [await first, await last];
            })
            .Orchestrator<int, int>("Child", (_, _) => Task.FromResult(1))
            .Activity<int, int>("Boom", _ => Throw())
            .StartAsync(Prompt);

        var ids = (await harness.RunAsync("Count")).ReadOutputAs<int[]>()!;
        Assert.Equal([0, 3], ids);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Activities_BeyondTheThrottle_NeverRunAtOnce(EngineMode mode)
    {
        var (running, most) = (0, 0);
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Fan", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Work", i)))).Sum())
            .Activity<int, int>("Work", async i =>
            {
                var now = Interlocked.Increment(ref running);
                if (now > most) most = now;
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return i;
            })
            .StartAsync(new() { MaxConcurrentActivities = 3 });

        Assert.Equal(45, (await harness.RunAsync("Fan", 10)).ReadOutputAs<int>());
        // An engine that is lost does not take its running activities with it here, as a process would.
        if (mode != EngineMode.RecoverEveryTurn) Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task Activities_OneAtATime_RunInSchedulingOrder()
    {
        var order = new List<int>();
        await using var harness = await Still(EngineMode.InMemory)
            .Orchestrator<int, int>("Fan", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Work", i)))).Length)
            .Activity<int, int>("Work", i =>
            {
                order.Add(i);
                return i;
            })
            .StartAsync(new() { MaxConcurrentActivities = 1 });

        await harness.RunAsync("Fan", 50);

        Assert.Equal(Enumerable.Range(0, 50), order);
    }

    private static async Task<int> FailAsync(TaskOrchestrationContext context, string name)
    {
        try
        {
            return await context.CallActivityAsync<int>(name);
        }
        catch (TaskFailedException e)
        {
            return e.TaskId;
        }
    }

    private static int Throw() => throw new InvalidOperationException("outer", new FileNotFoundException("inner"));
}
