using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class RetryCases : ConformanceCase
{
    private static readonly RetryPolicy s_doubling = new(5, TimeSpan.FromSeconds(10), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(25));

    [Theory, MemberData(nameof(Modes))]
    public async Task Policy_ThatDoubles_WaitsLongerUpToItsLongestInterval(EngineMode mode)
    {
        // 10 + 20 + 25 + 25 seconds.
        var (taskId, seconds) = await FailAsync(mode, s_doubling);

        Assert.Equal(80, seconds);
        // Four attempts and four timers came before the last attempt.
        Assert.Equal(8, taskId);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Policy_WithTimeout_StopsWhenItIsOver(EngineMode mode)
    {
        var (taskId, seconds) = await FailAsync(mode, new RetryPolicy(100, TimeSpan.FromSeconds(10), retryTimeout: TimeSpan.FromSeconds(30)));

        Assert.Equal((6, 30), (taskId, seconds));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Policy_ThatDoesNotHandleTheFailure_DoesNotRetry(EngineMode mode)
    {
        var (taskId, seconds) = await FailAsync(mode, new RetryPolicy(5, TimeSpan.FromSeconds(1))
        {
            HandleFailure = failure => failure.IsCausedBy<ArgumentException>(),
        });

        Assert.Equal((0, 0), (taskId, seconds));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Policy_OfOneAttempt_DoesNotRetry(EngineMode mode)
    {
        var (taskId, _) = await FailAsync(mode, new RetryPolicy(1, TimeSpan.FromSeconds(1)));

        Assert.Equal(0, taskId);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Handler_ThatAnswersAtOnce_DecidesByAttemptNumber(EngineMode mode)
    {
        var (taskId, _) = await FailAsync(mode, (RetryHandler)(retry => retry.LastAttemptNumber < 3));

        Assert.Equal(2, taskId);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Handler_ThatWaitsForADurableTimer_RetriesAfterIt(EngineMode mode)
    {
        var (taskId, seconds) = await FailAsync(mode, (AsyncRetryHandler)(async retry =>
        {
            Assert.Equal("bang", retry.LastFailure.ErrorMessage);
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return retry.TotalRetryTime < TimeSpan.FromMinutes(2);
        }));

        // The third attempt fails after two minutes; its handler still waits one more.
        Assert.Equal((4, 180), (taskId, seconds));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task SubOrchestration_ThatFailsTwice_SucceedsWithTheThirdAttempt(EngineMode mode)
    {
        await using var harness = await Skipping(mode)
            .Orchestrator<int, int>("Parent", (context, _) => context.CallSubOrchestratorAsync<int>("Child", options: TaskOptions.FromRetryPolicy(s_doubling)))
            .Orchestrator<int, int>("Child", (context, _) =>
                context.CurrentUtcDateTime < new DateTime(2026, 1, 1, 0, 0, 30, DateTimeKind.Utc) ? throw new InvalidOperationException("early") : Task.FromResult(7))
            .StartAsync(Prompt);

        Assert.Equal(7, (await harness.RunAsync("Parent")).ReadOutputAs<int>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Task_ThatDoesNotExist_IsNotRetried(EngineMode mode)
    {
        var asked = 0;
        var byHandler = TaskOptions.FromRetryHandler(_ => Interlocked.Increment(ref asked) > 0);
        await using var harness = await Still(mode)
            .Orchestrator<int, int[]>("Call", async (context, _) =>
            [
                await IdAsync(() => context.CallActivityAsync("Gone", options: TaskOptions.FromRetryPolicy(s_doubling))),
                await IdAsync(() => context.CallActivityAsync("Gone", options: byHandler)),
                await IdAsync(() => context.CallSubOrchestratorAsync("Gone", options: TaskOptions.FromRetryPolicy(s_doubling))),
                await IdAsync(() => context.CallSubOrchestratorAsync("Gone", options: byHandler)),
            ])
            .StartAsync();

        var ids = (await harness.RunAsync("Call")).ReadOutputAs<int[]>()!;

        Assert.Equal([0, 1, 2, 3], ids);
        Assert.Equal(0, asked);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Handler_OfASubOrchestration_SeesTheFailureOfEachAttempt(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Parent", async (context, _) =>
            {
                var seen = "";
                await IdAsync(() => context.CallSubOrchestratorAsync("Child", options: TaskOptions.FromRetryHandler(retry =>
                {
                    seen += $"{retry.LastAttemptNumber}:{retry.LastFailure.ErrorMessage} ";
                    return retry.LastAttemptNumber < 3;
                })));
                return seen;
            })
            .Orchestrator<int, int>("Child", (_, _) => throw new InvalidOperationException("bang"))
            .StartAsync(Prompt);

        Assert.Equal("1:bang 2:bang 3:bang ", (await harness.RunAsync("Parent")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Handler_ThatThrows_EndsTheRetriesWithItsOwnException(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Call", (context, _) =>
                context.CallActivityAsync<int>("Boom", options: TaskOptions.FromRetryHandler((RetryHandler)(_ => throw new ArithmeticException("handler")))))
            .Activity<int, int>("Boom", _ => Throw())
            .StartAsync();

        Assert.Equal("handler", (await harness.RunAsync("Call")).FailureDetails!.ErrorMessage);
    }

    private static async Task<int> IdAsync(Func<Task> call) => (await Assert.ThrowsAsync<TaskFailedException>(call)).TaskId;

    /// <summary>Lets an activity fail until it is given up; tells the id of the last attempt and how long it all took.</summary>
    private static async Task<(int TaskId, int Seconds)> FailAsync(EngineMode mode, TaskRetryOptions retry)
    {
        await using var harness = await Skipping(mode)
            .Orchestrator<int, int[]>("Retry", async (context, _) =>
            {
                var start = context.CurrentUtcDateTime;
                try
                {
                    await context.CallActivityAsync("Boom", options: new TaskOptions(retry));
                    return [];
                }
                catch (TaskFailedException e)
                {
                    return [e.TaskId, (int)(context.CurrentUtcDateTime - start).TotalSeconds];
                }
            })
            .Activity<int, int>("Boom", _ => Throw())
            .StartAsync(Prompt);
        var result = await harness.RunAsync("Retry");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, result.RuntimeStatus);
        var numbers = result.ReadOutputAs<int[]>()!;
        return (numbers[0], numbers[1]);
    }

    private static int Throw() => throw new InvalidOperationException("bang");
}
