using FunctionsEmulator.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>Code that decides otherwise than its history says is found, whatever it decides, and is named with both decisions.</summary>
public sealed class ChangedCodeTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Changes => ChangedCode.Names;

    [Theory, MemberData(nameof(Changes))]
    public async Task Restart_WithChangedCode_FailsTheInstanceAndNamesBothDecisions(string change)
    {
        await using var harness = await StartAsync();
        var (code, told) = ChangedCode.Of(change);

        harness.Orchestrator<int, int>(ChangedCode.Orchestrator, (context, _) => code.RunAsync(context));
        await harness.RestartAsync();

        AssertTold(told, (await harness.WaitAsync(ChangedCode.Instance)).FailureDetails);
    }

    [Theory, MemberData(nameof(Changes))]
    public async Task NextTurn_WhereEveryTurnIsReplayed_FailsTheInstanceAndNamesBothDecisions(string change)
    {
        var today = new ChangedCode();
        await using var harness = await StartAsync(EngineMode.ReplayEveryTurn, context => Volatile.Read(ref today).RunAsync(context));
        var (code, told) = ChangedCode.Of(change);

        Volatile.Write(ref today, code);
        await harness.Client.RaiseEventAsync(ChangedCode.Instance, ChangedCode.GoEvent, 1);

        AssertTold(told, (await harness.WaitAsync(ChangedCode.Instance)).FailureDetails);
    }

    [Theory, MemberData(nameof(Changes))]
    public async Task StoredHistory_ReplayedByChangedCode_NamesBothDecisions(string change)
    {
        var history = await StoredAsync();
        var (code, told) = ChangedCode.Of(change);

        var difference = HistoryReplayer.Replay(history, tasks => tasks.AddOrchestratorFunc<int>(ChangedCode.Orchestrator, code.RunAsync));

        Assert.All(told, part => Assert.Contains(part, difference, StringComparison.Ordinal));
        Assert.Null(HistoryReplayer.Replay(history, tasks => tasks.AddOrchestratorFunc<int>(ChangedCode.Orchestrator, new ChangedCode().RunAsync)));
    }

    [Fact]
    public async Task Restart_WithTheSameCode_GoesOn()
    {
        await using var harness = await StartAsync();

        await harness.RestartAsync();
        await harness.Client.RaiseEventAsync(ChangedCode.Instance, ChangedCode.GoEvent, 7);

        Assert.Equal(7, (await harness.WaitAsync(ChangedCode.Instance)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task History_ReadWithChangedCode_TellsInputsUpToTheChange()
    {
        await using var harness = await StartAsync();
        await harness.Engine.Busy.WhenIdleAsync();
        Assert.Equal(["1", "1", "1"], await InputsAsync());

        var (code, _) = ChangedCode.Of("timer of another time");
        harness.Orchestrator<int, int>(ChangedCode.Orchestrator, (context, _) => code.RunAsync(context));

        Assert.Equal(["1", null, null], await InputsAsync());

        async Task<IEnumerable<string?>> InputsAsync() =>
            (await harness.Client.GetOrchestrationHistoryAsync(ChangedCode.Instance)).OfType<DurableTask.Core.History.TaskScheduledEvent>().Select(call => call.Input);
    }

    [Fact]
    public async Task Restart_WithoutTheOrchestrator_FailsTheInstanceWithThat()
    {
        await using var harness = await StartAsync();

        Assert.True(harness.Catalog.Orchestrators.Remove(ChangedCode.Orchestrator));
        await harness.RestartAsync();

        Assert.Equal("OrchestratorTaskNotFound", (await harness.WaitAsync(ChangedCode.Instance)).FailureDetails?.ErrorType);
    }

    [Theory]
    [InlineData(EngineMode.InMemory)]
    [InlineData(EngineMode.ReplayEveryTurn)]
    [InlineData(EngineMode.RecoverEveryTurn)]
    public async Task Rewind_WithRepairedCodeThatHasNothingLeftToDo_EndsTheInstance(EngineMode mode)
    {
        await using var harness = await new EngineHarness(mode)
            .Orchestrator<int, string>("Read", async (context, _) => throw new FormatException(await context.WaitForExternalEvent<string>("text")))
            .StartAsync();
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Read", new StartOrchestrationOptions("read"));
        await harness.Client.RaiseEventAsync("read", "text", "hello");
        await harness.WaitAsync("read");

        harness.Orchestrator<int, string>("Read", (context, _) => context.WaitForExternalEvent<string>("text"));
        await harness.Client.RewindInstanceAsync("read", "repaired");

        Assert.Equal("hello", (await harness.WaitAsync("read")).ReadOutputAs<string>());
    }

    /// <summary>An instance that has decided on all there is, and waits.</summary>
    private static async Task<EngineHarness> StartAsync(EngineMode mode = EngineMode.InMemory, Func<TaskOrchestrationContext, Task<int>>? code = null)
    {
        code ??= new ChangedCode().RunAsync;
        var harness = await new EngineHarness(mode, new FakeTimeProvider(s_start))
            .Orchestrator<int, int>(ChangedCode.Orchestrator, (context, _) => code(context))
            .Orchestrator<int, int>("Pack", (_, input) => Task.FromResult(input))
            .Activity<int, int>("Reserve", x => x)
            .Activity<int, int>("Weigh", x => x)
            .Activity<int, int>("Label", x => x)
            .StartAsync(new FunctionsEmulator.Durable.EngineOptions { LazyFlushDelay = TimeSpan.Zero });
        await harness.Client.ScheduleNewOrchestrationInstanceAsync(ChangedCode.Orchestrator, new StartOrchestrationOptions(ChangedCode.Instance));
        await harness.WaitUntilAsync(ChangedCode.Instance, found => found.SerializedCustomStatus is not null);
        return harness;
    }

    private static async Task<string> StoredAsync()
    {
        await using var host = await DurableTestHost.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>(ChangedCode.Orchestrator, new ChangedCode().RunAsync)
                .AddOrchestratorFunc<int, int>("Pack", (_, input) => Task.FromResult(input))
                .AddActivityFunc<int>("Reserve", (_, _) => { })
                .AddActivityFunc<int>("Weigh", (_, _) => { })
                .AddActivityFunc<int>("Label", (_, _) => { }),
            options => options.Clock = new FakeTimeProvider(s_start));
        await host.Client.ScheduleNewOrchestrationInstanceAsync(ChangedCode.Orchestrator, new StartOrchestrationOptions(ChangedCode.Instance));
        await host.WaitUntilIdleAsync();
        return await host.ExportHistoryAsync(ChangedCode.Instance);
    }

    private static void AssertTold(string[] told, TaskFailureDetails? failure)
    {
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", failure?.ErrorType);
        Assert.All(told, part => Assert.Contains(part, failure!.ErrorMessage, StringComparison.Ordinal));
    }
}
