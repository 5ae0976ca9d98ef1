using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Conformance;

public sealed class ExternalEventCases : ConformanceCase
{
    [Theory, MemberData(nameof(Modes))]
    public async Task Events_OfTwoNames_AreKeptInOrderOfEach(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", async (context, _) =>
            {
                await context.WaitForExternalEvent<string>("go");
                var heard = "";
                for (var i = 0; i < 2; i++) heard += await context.WaitForExternalEvent<string>("B");
                for (var i = 0; i < 2; i++) heard += await context.WaitForExternalEvent<string>("A");
                return heard;
            })
            .StartAsync();

        Assert.Equal("3412", await TellAsync(harness, "Listen", ("a", "1"), ("b", "3"), ("a", "2"), ("b", "4"), ("GO", "")));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Waiters_OfOneName_AreAnsweredNewestFirst(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", async (context, _) =>
            {
                var first = context.WaitForExternalEvent<string>("word");
                var second = context.WaitForExternalEvent<string>("word");
                context.SetCustomStatus("listens");
                return await first + await second;
            })
            .StartAsync();

        Assert.Equal("ba", await TellAsync(harness, "Listen", ("word", "a"), ("word", "b")));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task CancelledWaiter_BeforeAnOlderOne_IsSkipped(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", async (context, _) =>
            {
                using var end = new CancellationTokenSource();
                var older = context.WaitForExternalEvent<string>("word");
                var newer = context.WaitForExternalEvent<string>("word", end.Token);
                end.Cancel();
                context.SetCustomStatus("listens");
                return await older + newer.IsCanceled;
            })
            .StartAsync();

        Assert.Equal("aTrue", await TellAsync(harness, "Listen", ("word", "a")));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Waiter_CancelledBeforeItWaits_TakesTheKeptEvent(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", async (context, input) =>
            {
                await context.WaitForExternalEvent<string>("go");
                using var end = new CancellationTokenSource();
                end.Cancel();
                return await context.WaitForExternalEvent<string>("word", end.Token);
            })
            .StartAsync();

        Assert.Equal("a", await TellAsync(harness, "Listen", ("word", "a"), ("go", "")));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Waiters_OfOneNameAndTwoTypes_AreRefused(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", async (context, input) =>
            {
                var word = context.WaitForExternalEvent<string>("word");
                try
                {
                    return $"{await context.WaitForExternalEvent<int>("word")}";
                }
                catch (ArgumentException)
                {
                    return await word;
                }
            })
            .StartAsync();

        Assert.Equal("a", await TellAsync(harness, "Listen", ("word", "a")));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Timeout_ThatPasses_CancelsTheWait(EngineMode mode)
    {
        await using var harness = await Skipping(mode)
            .Orchestrator<int, string>("Listen", async (context, _) =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("word", TimeSpan.FromHours(1));
                }
                catch (OperationCanceledException)
                {
                    return "silence";
                }
            })
            .StartAsync(Prompt);

        Assert.Equal("silence", (await harness.RunAsync("Listen")).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Timeout_WhenTheEventComesFirst_DoesNotHoldTheInstance(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("word", TimeSpan.FromHours(1)))
            .StartAsync();

        Assert.Equal("a", await TellAsync(harness, "Listen", ("word", "a")));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Event_SentByAnotherInstance_Arrives(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<string, string>("Listen", async (context, _) => await context.WaitForExternalEvent<string>("word") + await context.WaitForExternalEvent<string>("word"))
            .Orchestrator<string, int>("Tell", (context, id) =>
            {
                context.SendEvent(id!, "word", "a");
                context.SendEvent(id!, "word", "b");
                return Task.FromResult(0);
            })
            .StartAsync();
        var listener = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen");

        await harness.RunAsync("Tell", listener);

        Assert.Equal("ab", (await harness.WaitAsync(listener)).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task UnreadEvents_OverContinueAsNew_AreKept(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<string, string>("Collect", async (context, heard) =>
            {
                heard += await context.WaitForExternalEvent<string>("word");
                if (heard.Length < 5) context.ContinueAsNew(heard);
                return heard;
            })
            .StartAsync();

        Assert.Equal("abcde", await TellAsync(harness, "Collect", ("word", "a"), ("word", "b"), ("word", "c"), ("word", "d"), ("word", "e")));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task UnreadEvents_WhenContinueAsNewDropsThem_AreGone(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<string, string>("Collect", async (context, heard) =>
            {
                if (heard is not null) return await context.WaitForExternalEvent<string>("word");
                await context.WaitForExternalEvent<string>("go");
                context.SetCustomStatus("second");
                context.ContinueAsNew("second", preserveUnprocessedEvents: false);
                return "";
            })
            .StartAsync();
        var client = harness.Client;
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Collect");
        await client.RaiseEventAsync(id, "word", "early");
        await client.RaiseEventAsync(id, "go");
        await harness.WaitUntilAsync(id, found => found.SerializedInput is "\"second\"");

        await client.RaiseEventAsync(id, "word", "late");

        Assert.Equal("late", (await harness.WaitAsync(id)).ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task ManyEvents_OfOneName_ArriveInTheirOrder(EngineMode mode)
    {
        const int Count = 100;
        await using var harness = await Still(mode)
            .Orchestrator<int, int[]>("Listen", async (context, _) =>
            {
                var heard = new int[Count];
                for (var i = 0; i < Count; i++) heard[i] = await context.WaitForExternalEvent<int>("number");
                return heard;
            })
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen");

        for (var i = 0; i < Count; i++) await harness.Client.RaiseEventAsync(id, "number", i);

        Assert.Equal(Enumerable.Range(0, Count), (await harness.WaitAsync(id)).ReadOutputAs<int[]>()!);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Event_OfAnotherType_FailsTheWait(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Listen", (context, _) => context.WaitForExternalEvent<int>("number"))
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen");

        await harness.Client.RaiseEventAsync(id, "number", "text");

        Assert.Equal(typeof(System.Text.Json.JsonException).FullName, (await harness.WaitAsync(id)).FailureDetails!.ErrorType);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Event_SentToAnInstanceThatDoesNotExist_IsLostWithoutAnError(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Tell", (context, _) =>
            {
                context.SendEvent("nobody", "word", "a");
                return Task.FromResult("told");
            })
            .StartAsync();

        Assert.Equal("told", (await harness.RunAsync("Tell")).ReadOutputAs<string>());
        Assert.Null(await harness.Client.GetInstanceAsync("nobody"));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Event_ForAnInstanceWhoseTimeHasNotCome_WaitsForIt(EngineMode mode)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var harness = await new EngineHarness(mode, clock)
            .Orchestrator<int, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("word"))
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions(StartAt: clock.GetUtcNow().AddHours(1)));
        await harness.Client.RaiseEventAsync(id, "word", "early");

        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("early", (await harness.WaitAsync(id)).ReadOutputAs<string>());
    }

    /// <summary>Starts an instance and raises events as soon as it listens.</summary>
    private static async Task<string?> TellAsync(EngineHarness harness, string name, params (string Name, string Payload)[] events)
    {
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync(name);
        await harness.Client.WaitForInstanceStartAsync(id);
        foreach (var (eventName, payload) in events) await harness.Client.RaiseEventAsync(id, eventName, payload);
        return (await harness.WaitAsync(id)).ReadOutputAs<string>();
    }
}
