using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>Nothing but one append stands between a start and its first activity: no wait, no poll, no second write.</summary>
public sealed class PromptnessTests
{
    [Fact]
    public async Task FirstActivity_OnAStillClock_RunsAfterTheOneAppendThatHoldsTheStart()
    {
        var turns = 0;
        var messages = 0;
        var journal = new MemoryJournalStore();
        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var catalog = new TaskCatalog();
        catalog.Orchestrators["Call"] = async context => await context.CallActivityAsync<string>("Work");
        catalog.Activities["Work"] = _ =>
        {
            JournalText.ForEachLine(journal.Text, line =>
            {
                var read = LineReader.Read(line)!;
                if (read.Turn is not null) turns++;
                if (read.Message is not null) messages++;
            });
            ran.SetResult();
            return Task.FromResult<object?>("done");
        };
        await using var engine = new DurableEngine(
            catalog, journal, new EngineOptions(), JsonDataConverter.Default, new FakeTimeProvider(), NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);

        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Call");
        await ran.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal((1, 0), (messages, turns));
    }
}
