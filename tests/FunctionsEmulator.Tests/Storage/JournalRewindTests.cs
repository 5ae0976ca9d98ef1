using FunctionsEmulator.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Storage;

/// <summary>Rewinds over the blob journal, restarts included.</summary>
public sealed class JournalRewindTests : IClassFixture<AzuriteFixture>
{
    /// <summary>More than one block of an append holds, so that the line of the rewind is in two of them.</summary>
    private const int InputLength = 5 * 1024 * 1024;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly JournalHub _hub;
    private readonly Dictionary<string, int> _runs = new(StringComparer.Ordinal);
    private volatile bool _repaired;

    public JournalRewindTests(AzuriteFixture azurite)
    {
        _hub = new JournalHub(azurite);
        _hub.Catalog.Orchestrators["Measure"] = async context =>
        {
            var text = context.GetInput<string>()!;
            var first = await context.CallActivityAsync<int>("Good", text);
            return first + await context.CallActivityAsync<int>("Bad", text);
        };
        _hub.Catalog.Activities["Good"] = call => MeasureAsync(call, fails: false);
        _hub.Catalog.Activities["Bad"] = call => MeasureAsync(call, fails: !_repaired);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(InputLength)]
    public async Task Rewind_OfAFailedActivity_GoesOnAlsoAfterARestartAndRunsNothingTwice(int length)
    {
        await using (var engine = await _hub.StartEngineAsync())
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Measure", new string('x', length), new StartOrchestrationOptions("one"));
            Assert.Equal(OrchestrationRuntimeStatus.Failed, await EndAsync(engine));
            await engine.Client.RewindInstanceAsync("one", "too early");
            Assert.Equal(OrchestrationRuntimeStatus.Failed, await EndAsync(engine));
        }

        _repaired = true;
        await using (var engine = await _hub.StartEngineAsync())
        {
            await engine.Client.RewindInstanceAsync("one", "repaired");
            Assert.Equal(OrchestrationRuntimeStatus.Completed, await EndAsync(engine));
        }

        await using var last = await _hub.StartEngineAsync();
        var found = (await last.Client.GetInstanceAsync("one", getInputsAndOutputs: true))!;
        Assert.Equal((2 * length, length + 2), (found.ReadOutputAs<int>(), found.SerializedInput!.Length));
        Assert.Equal((1, 3), (_runs["Good"], _runs["Bad"]));
    }

    private Task<object?> MeasureAsync(ActivityInvocation call, bool fails)
    {
        lock (_runs) _runs[call.Name] = _runs.GetValueOrDefault(call.Name) + 1;
        return fails ? throw new InvalidOperationException("not yet") : Task.FromResult<object?>(call.Converter.Deserialize<string>(call.Input)!.Length);
    }

    private static async Task<OrchestrationRuntimeStatus> EndAsync(DurableEngine engine) =>
        (await engine.Client.WaitForInstanceCompletionAsync("one").WaitAsync(s_limit)).RuntimeStatus;
}
