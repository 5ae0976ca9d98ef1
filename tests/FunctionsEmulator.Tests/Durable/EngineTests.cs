using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Durable;

public sealed class EngineTests
{
    public static TheoryData<EngineMode> Modes => [.. Enum.GetValues<EngineMode>()];

    [Theory, MemberData(nameof(Modes))]
    public async Task FanOut_OfActivities_GathersEveryResult(EngineMode mode)
    {
        await using var harness = await new EngineHarness(mode)
            .Orchestrator<int, int>("Sum", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Square", i)))).Sum())
            .Activity<int, int>("Square", x => x * x)
            .StartAsync();

        var result = await harness.RunAsync("Sum", 200);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, result.RuntimeStatus);
        Assert.Equal(Enumerable.Range(0, 200).Sum(x => x * x), result.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Child_ThatIsTerminated_TellsItsParentWithWhat()
    {
        await using var harness = await new EngineHarness()
            .Orchestrator<int, string>("Parent", async (context, _) =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Listen", options: new TaskOptions().WithInstanceId("child"));
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ErrorMessage;
                }
            })
            .Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("never"))
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await harness.WaitUntilAsync("child", found => found.IsRunning);

        await harness.Client.TerminateInstanceAsync("child", "enough");

        // The real engine gives no details at all, so that whoever looks at them fails on a null.
        Assert.Contains("enough", (await harness.WaitAsync(id)).ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task SubOrchestrations_ThatContinueAsNew_AnswerTheirParentOnce(EngineMode mode)
    {
        await using var harness = await new EngineHarness(mode)
            .Orchestrator<int, int>("Parent", async (context, children) =>
                (await Task.WhenAll(Enumerable.Range(0, children).Select(i => context.CallSubOrchestratorAsync<int>("Countdown", i)))).Length)
            .Orchestrator<int, int>("Countdown", async (context, left) =>
            {
                await context.CallActivityAsync("Tick", left);
                if (left > 0) context.ContinueAsNew(left - 1);
                return left;
            })
            .Activity<int, int>("Tick", x => x)
            .StartAsync();

        var result = await harness.RunAsync("Parent", 5);

        Assert.Equal(5, result.ReadOutputAs<int>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Activity_ThatFails_IsRetriedByPolicyAndThenThrows(EngineMode mode)
    {
        var attempts = 0;
        await using var harness = await new EngineHarness(mode)
            .Orchestrator<int, string>("Retry", async (context, _) =>
            {
                try
                {
                    await context.CallActivityAsync("Boom", options: TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(1))));
                    return "none";
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ErrorMessage;
                }
            })
            .Activity<int, int>("Boom", x => Interlocked.Increment(ref attempts) > 0 ? throw new InvalidOperationException("bang") : x)
            .StartAsync();

        var result = await harness.RunAsync("Retry");

        Assert.Equal("bang", result.ReadOutputAs<string>());
        if (mode == EngineMode.RecoverEveryTurn) Assert.InRange(attempts, 3, 6);
        else Assert.Equal(mode == EngineMode.DeliverTwice ? 6 : 3, attempts);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task ExternalEvents_RaisedBeforeAndAfterTheWait_ArriveInOrder(EngineMode mode)
    {
        await using var harness = await new EngineHarness(mode)
            .Orchestrator<int, string>("Listen", async (context, _) =>
            {
                var heard = "";
                for (var i = 0; i < 3; i++) heard += await context.WaitForExternalEvent<string>("word");
                return heard;
            })
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen");

        foreach (var word in new[] { "a", "b", "c" }) await harness.Client.RaiseEventAsync(id, "WORD", word);

        var result = await harness.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        Assert.Equal("abc", result.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restart_InTheMiddleOfAFanOut_FinishesItAndRepeatsOnlyWhatHadNoAnswer()
    {
        var runs = new int[20];
        var gate = new TaskCompletionSource();
        var reached = new SemaphoreSlim(0);
        await using var harness = await new EngineHarness()
            .Orchestrator<int, int>("Sum", async (context, _) =>
            {
                var first = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => context.CallActivityAsync<int>("Work", i)));
                var second = await Task.WhenAll(Enumerable.Range(10, 10).Select(i => context.CallActivityAsync<int>("Work", i)));
                return first.Sum() + second.Sum();
            })
            .Activity<int, int>("Work", async i =>
            {
                Interlocked.Increment(ref runs[i]);
                if (i >= 10)
                {
                    reached.Release();
                    await gate.Task;
                }
                return i;
            })
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Sum");
        for (var i = 0; i < 10; i++) await reached.WaitAsync(TimeSpan.FromSeconds(10));

        await harness.RestartAsync();
        gate.SetResult();

        var result = await harness.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(190, result.ReadOutputAs<int>());
        Assert.Equal([.. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(2, 10)], runs);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Events_RaisedWhileSuspended_ArriveInOrderAfterResume(EngineMode mode)
    {
        await using var harness = await new EngineHarness(mode)
            .Orchestrator<int, string>("Listen", async (context, _) =>
            {
                var heard = "";
                for (var i = 0; i < 4; i++) heard += await context.WaitForExternalEvent<string>("word");
                return heard;
            })
            .StartAsync();
        var client = harness.Client;
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Listen");

        await client.RaiseEventAsync(id, "word", "a");
        await client.SuspendInstanceAsync(id);
        await client.SuspendInstanceAsync(id);
        await client.RaiseEventAsync(id, "word", "b");
        await client.RaiseEventAsync(id, "word", "c");
        await client.ResumeInstanceAsync(id);
        await client.RaiseEventAsync(id, "word", "d");

        var result = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("abcd", result.ReadOutputAs<string>());
    }
}
