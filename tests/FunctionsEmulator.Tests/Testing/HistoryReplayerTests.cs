using FunctionsEmulator.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Testing;

public sealed class HistoryReplayerTests
{
    private static readonly TimeSpan s_realTime = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Replay_OfTheSameCode_FindsNothing()
    {
        var history = await HistoryOfAsync("trip", Trip, host => host.RunToEndAsync("trip"));

        Assert.Null(HistoryReplayer.Replay(history, Trip));
        Assert.Null(HistoryReplayer.Replay(history.ReplaceLineEndings("\r\n"), Trip));
    }

    [Fact]
    public async Task Replay_OfCodeThatCallsAnotherActivity_NamesBothDecisions()
    {
        var history = await HistoryOfAsync("trip", Trip, host => host.RunToEndAsync("trip"));

        var difference = HistoryReplayer.Replay(history, tasks => tasks.AddOrchestratorFunc<string>("Trip", async context =>
        {
            await context.CallActivityAsync("Book", "flight");
            await context.CallActivityAsync("Insure");
            await context.CreateTimer(TimeSpan.FromDays(3), default);
            return "home";
        }));

        Assert.Contains("create a timer for 2000-01-04", difference);
        Assert.Contains("call activity 'Insure'", difference);
    }

    [Fact]
    public async Task Replay_OfAnInstanceUnderWay_FindsAnEarlierEnd()
    {
        var history = await HistoryOfAsync("listen", Listen, host => host.WaitUntilIdleAsync());

        Assert.Null(HistoryReplayer.Replay(history, Listen));
        var difference = HistoryReplayer.Replay(history, tasks => tasks.AddOrchestratorFunc<string>("Listen", _ => Task.FromResult("deaf")));
        Assert.Contains("decided to go on, but the code now decided to end as Completed", difference);
    }

    [Fact]
    public async Task Replay_OfWhatWasTerminated_ExpectsNoEndOfTheCode()
    {
        var history = await HistoryOfAsync("trip", Trip, async host =>
        {
            await host.WaitUntilIdleAsync();
            await host.Client.TerminateInstanceAsync("trip");
        });

        Assert.Null(HistoryReplayer.Replay(history, Trip));
    }

    [Fact]
    public async Task Replay_OfManyGenerations_FindsTheOneThatDiffers()
    {
        var history = await HistoryOfAsync("count", Count(int.MaxValue), host => host.RunToEndAsync("count"));

        Assert.Null(HistoryReplayer.Replay(history, Count(int.MaxValue)));
        Assert.Contains("continue as new", HistoryReplayer.Replay(history, Count(2)));
    }

    [Fact]
    public async Task Replay_OfWhatWasRewound_HoldsTheCodeToTheHistoryWithoutFailures()
    {
        var repaired = false;
        Action<DurableTaskRegistry> pay = tasks => tasks
            .AddOrchestratorFunc<string>("Pay", async context =>
            {
                await context.CallActivityAsync("Charge", options: TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(5))));
                return "paid";
            })
            .AddActivityFunc<int>("Charge", (_, _) => { if (!Volatile.Read(ref repaired)) throw new InvalidOperationException("no"); });
        var history = await HistoryOfAsync("pay", pay, async host =>
        {
            await host.WaitUntilIdleAsync();
            await host.RunToEndAsync("pay");
            Volatile.Write(ref repaired, true);
            await host.Client.RewindInstanceAsync("pay", "repaired");
            await host.RunToEndAsync("pay");
            var events = await host.Client.GetOrchestrationHistoryAsync("pay");
            Assert.Equal("repaired", Assert.Single(events.OfType<DurableTask.Core.History.ExecutionRewoundEvent>()).Reason);
        });

        Assert.Null(HistoryReplayer.Replay(history, pay));
        Assert.NotNull(HistoryReplayer.Replay(history, tasks => tasks.AddOrchestratorFunc<string>("Pay", _ => Task.FromResult("paid"))));
    }

    [Fact]
    public async Task Replay_WithoutTheOrchestrator_SaysSo()
    {
        var history = await HistoryOfAsync("trip", Trip, host => host.RunToEndAsync("trip"));

        Assert.Contains("no orchestrator 'trip'", HistoryReplayer.Replay(history, _ => { }));
    }

    [Fact]
    public async Task Replay_OfAHistoryThatWasEdited_IsRefused()
    {
        var history = await HistoryOfAsync("trip", Trip, host => host.RunToEndAsync("trip"));

        Assert.Throws<FormatException>(() => HistoryReplayer.Replay(history.Replace("Book", "Look", StringComparison.Ordinal), Trip));
        Assert.Throws<FormatException>(() => HistoryReplayer.Replay(string.Empty, Trip));
        var lines = history.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < lines.Length - 1; i++)
        {
            var cut = string.Join('\n', lines.Where((_, line) => line != i));
            Assert.Throws<FormatException>(() => HistoryReplayer.Replay(cut, Trip));
        }
    }

    [Fact]
    public async Task Export_OfAnUnknownInstance_IsRefused()
    {
        await using var host = await DurableTestHost.StartAsync(Trip);

        await Assert.ThrowsAsync<ArgumentException>(() => host.ExportHistoryAsync("nobody"));
    }

    private static void Trip(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string>("Trip", async context =>
        {
            await context.CallActivityAsync("Book", "flight");
            await context.CreateTimer(TimeSpan.FromDays(3), default);
            return "home";
        })
        .AddActivityFunc<string>("Book", (_, _) => { });

    private static void Listen(DurableTaskRegistry tasks) =>
        tasks.AddOrchestratorFunc<string>("Listen", context => context.WaitForExternalEvent<string>("word"));

    private static Action<DurableTaskRegistry> Count(int stopAt) => tasks => tasks
        .AddOrchestratorFunc<int, int>("Count", async (context, round) =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), default);
            if (round < Math.Min(5, stopAt)) context.ContinueAsNew(round + 1);
            return round;
        });

    /// <summary>The history of an instance whose id is its orchestrator's name in lower case.</summary>
    private static async Task<string> HistoryOfAsync(string id, Action<DurableTaskRegistry> tasks, Func<DurableTestHost, Task> run)
    {
        await using var host = await DurableTestHost.StartAsync(tasks);
        await host.Client.ScheduleNewOrchestrationInstanceAsync(id, 0, new StartOrchestrationOptions(id));
        await run(host).WaitAsync(s_realTime);
        return await host.ExportHistoryAsync(id);
    }
}
