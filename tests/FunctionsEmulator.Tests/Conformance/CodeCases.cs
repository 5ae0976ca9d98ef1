using System.Collections.Concurrent;
using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Tests.Conformance;

/// <summary>What orchestrator code may rely on, and what it must not do.</summary>
public sealed class CodeCases : ConformanceCase
{
    [Theory, MemberData(nameof(Modes))]
    public async Task CustomStatus_WhileItRuns_IsVisible(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<int, string>("Listen", (context, _) =>
            {
                context.SetCustomStatus(new { Done = 3, Of = 10 });
                return context.WaitForExternalEvent<string>("word");
            })
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Listen");

        var running = await harness.WaitUntilAsync(id, found => found.SerializedCustomStatus is not null);
        await harness.Client.RaiseEventAsync(id, "word", "a");

        Assert.Equal(OrchestrationRuntimeStatus.Running, running.RuntimeStatus);
        Assert.Equal("{\"Done\":3,\"Of\":10}", running.SerializedCustomStatus);
        Assert.Equal("{\"Done\":3,\"Of\":10}", (await harness.WaitAsync(id)).SerializedCustomStatus);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task CustomStatus_OverSixteenKilobytes_IsRefused(EngineMode mode)
    {
        // Quotes are part of the 8,192 characters of UTF-16.
        const int MostCharacters = 8190;
        await using var harness = await Still(mode)
            .Orchestrator<int, int>("Tell", (context, length) =>
            {
                context.SetCustomStatus(new string('x', length));
                return Task.FromResult(length);
            })
            .StartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await harness.RunAsync("Tell", MostCharacters)).RuntimeStatus);
        Assert.Equal(typeof(ArgumentException).FullName, (await harness.RunAsync("Tell", MostCharacters + 1)).FailureDetails!.ErrorType);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task GuidsAndTime_InEveryExecution_AreTheSame(EngineMode mode)
    {
        var executions = new ConcurrentBag<string>();
        await using var harness = await Still(mode)
            .Orchestrator<int, Guid[]>("Make", async (context, _) =>
            {
                Guid[] first = [context.NewGuid(), context.NewGuid()];
                executions.Add($"{context.CurrentUtcDateTime:O} {first[0]} {first[1]}");
                await context.CallActivityAsync("Work");
                return [.. first, context.NewGuid()];
            })
            .Activity<int, int>("Work", x => x)
            .StartAsync(Prompt);

        var guids = (await harness.RunAsync("Make")).ReadOutputAs<Guid[]>()!;

        Assert.Equal(3, guids.Distinct().Count());
        Assert.Single(executions.Distinct(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task ReplaySafeLogger_OverManyTurns_WritesEachLineOnce(EngineMode mode)
    {
        var written = new ListLogger();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(written).SetMinimumLevel(LogLevel.Information));
        await using var harness = await new EngineHarness(mode, new SkippingClock(), loggers)
            .Orchestrator<int, int>("Log", async (context, count) =>
            {
                var log = context.CreateReplaySafeLogger("Orchestrator");
                for (var i = 0; i < count; i++)
                {
                    log.LogInformation("Line {Number}", i);
                    await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                }
                return count;
            })
            .StartAsync(Prompt);

        await harness.RunAsync("Log", 5);

        var lines = written.Lines.Where(line => line.StartsWith("Line ", StringComparison.Ordinal));
        // A turn that was lost before the journal had it is no replay the next time.
        if (mode == EngineMode.RecoverEveryTurn) lines = lines.Distinct(StringComparer.Ordinal);
        Assert.Equal(["Line 0", "Line 1", "Line 2", "Line 3", "Line 4"], lines);
    }

    [Theory]
    [InlineData("delay")]
    [InlineData("run")]
    [InlineData("leave")]
    public async Task AwaitOf_WhatIsNotDurable_FailsTheInstance(string what)
    {
        var clock = new FakeTimeProvider();
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var harness = await new EngineHarness(clock: clock)
            .Orchestrator<string, int>("Bad", async (context, input) =>
            {
                if (input is "delay") await Task.Delay(TimeSpan.FromSeconds(1), clock);
                else if (input is "run") await Task.Run(() => gate.Task);
                else await gate.Task.ConfigureAwait(false);
                return await context.CallActivityAsync<int>("Work");
            })
            .Activity<int, int>("Work", x => x)
            .StartAsync(Prompt);

        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Bad", what);
        await harness.Client.WaitForInstanceStartAsync(id);
        clock.Advance(TimeSpan.FromSeconds(1));
        gate.SetResult(1);

        var result = await harness.WaitAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
        Assert.Contains("An invalid asynchronous invocation was detected", result.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedCode_AfterARestart_FailsAndSaysWhatDiffers()
    {
        await using var harness = await Still(EngineMode.InMemory)
            .Orchestrator<int, int>("Change", async (context, _) =>
            {
                await context.CallActivityAsync("Old");
                context.SetCustomStatus("waits");
                return await context.WaitForExternalEvent<int>("go");
            })
            .Activity<int, int>("Old", x => x)
            .StartAsync(Prompt);
        await harness.Client.ScheduleNewOrchestrationInstanceAsync("Change", new StartOrchestrationOptions("the-instance"));
        await harness.WaitUntilAsync("the-instance", found => found.SerializedCustomStatus is not null);

        harness.Orchestrator<int, int>("Change", (context, _) => context.CallActivityAsync<int>("New"));
        await harness.RestartAsync();

        var failure = (await harness.WaitAsync("the-instance")).FailureDetails!;
        Assert.Contains("Non-Deterministic workflow detected", failure.ErrorMessage, StringComparison.Ordinal);
        foreach (var told in new[] { "'the-instance'", "task #0", "activity 'Old'", "activity 'New'" })
        {
            Assert.Contains(told, failure.ErrorMessage, StringComparison.Ordinal);
        }
    }
}
