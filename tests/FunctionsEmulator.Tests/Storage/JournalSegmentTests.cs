using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Storage;

namespace FunctionsEmulator.Tests.Storage;

/// <summary>What happens where one segment of the journal ends and the next begins.</summary>
public sealed class JournalSegmentTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int LineBytes = 8 * 1024 * 1024;

    /// <summary>So many lines are more than a segment holds.</summary>
    private const int FullSegmentLines = 8;

    private readonly JournalHub _hub = new(azurite);

    [Fact]
    public async Task Append_SegmentIsFull_BeginsTheNextAndNothingIsLostBetween()
    {
        await using (var store = _hub.Store())
        {
            await JournalHub.OpenAsync(store);
            await FillAsync(store);
            Assert.Equal(2, await JournalHub.AppendAsync(store, "after"));
        }

        var lines = await _hub.ReadAsync();

        Assert.Equal(FullSegmentLines + 1, lines.Count);
        Assert.All(lines.Take(FullSegmentLines), line => Assert.Equal(LineBytes, line.Length));
        Assert.Equal("after", lines[^1]);
    }

    [Fact]
    public async Task Append_AnotherOpensTheJournalWhileASegmentIsBegun_OneOfThemIsLostAndNothingAcknowledgedIs()
    {
        await using var first = _hub.Store();
        await JournalHub.OpenAsync(first);
        await FillAsync(first);
        await _hub.BreakLeaseAsync();
        var wire = new JournalWire();
        var (reached, released) = wire.Hold("create");
        await using (var second = _hub.Store(wire))
        {
            // The newcomer has put its mark behind the full segment and is about to begin the next: there the owner is faster.
            var opening = JournalHub.OpenAsync(second);
            await reached;
            Assert.Equal(2, await JournalHub.AppendAsync(first, "acknowledged"));
            released.SetResult();

            Assert.Equal("acknowledged", (await opening)[^1]);
            await Assert.ThrowsAsync<OwnershipLostException>(() => JournalHub.AppendAsync(first, "late"));
            Assert.Equal(3, await JournalHub.AppendAsync(second, "new"));
        }

        Assert.Equal(["acknowledged", "new"], (await _hub.ReadAsync())[^2..]);
    }

    [Fact]
    public async Task Append_AnotherHasBegunTheNextSegment_IsLost()
    {
        await using var first = _hub.Store();
        await JournalHub.OpenAsync(first);
        await FillAsync(first);
        await _hub.BreakLeaseAsync();
        await using var second = _hub.Store();
        await JournalHub.OpenAsync(second);

        await Assert.ThrowsAsync<OwnershipLostException>(() => JournalHub.AppendAsync(first, "late"));
    }

    [Fact]
    public async Task Restart_EndedInstancesArePurged_OldSegmentsGoAndThoseStillNeededStay()
    {
        _hub.Catalog.Orchestrators["Echo"] = context => Task.FromResult<object?>(context.GetInput<string>());
        _hub.Catalog.Orchestrators["Wait"] = async context => await context.WaitForExternalEvent<string>("go");
        await using (var engine = await _hub.StartEngineAsync()) await EchoAsync(engine);
        await using (var engine = await _hub.StartEngineAsync()) await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new Microsoft.DurableTask.StartOrchestrationOptions("waits"));
        await using (var engine = await _hub.StartEngineAsync()) await EchoAsync(engine);

        await using (var engine = await _hub.StartEngineAsync())
        {
            foreach (var ended in engine.Instances.All.Where(instance => instance.State.IsFinal).ToList()) await engine.Client.PurgeInstanceAsync(ended.Id);
        }
        var last = await _hub.StartEngineAsync();
        var result = await EchoAsync(last);
        await WaitForSegmentsAsync([2, 3, 4, 5]);

        await last.Client.RaiseEventAsync("waits", "go", "gone");
        await last.Client.WaitForInstanceCompletionAsync("waits");
        await last.Client.PurgeInstanceAsync("waits");
        await last.Client.PurgeInstanceAsync(result);
        await last.DisposeAsync();
        // It has to live while it removes them: stopping ends that too.
        await using var after = await _hub.StartEngineAsync();
        await EchoAsync(after);
        await WaitForSegmentsAsync([5, 6]);
    }

    private static async Task FillAsync(BlobJournalStore store)
    {
        var line = new string('x', LineBytes);
        for (var i = 0; i < FullSegmentLines; i++) Assert.Equal(1, await JournalHub.AppendAsync(store, line));
    }

    private static async Task<string> EchoAsync(FunctionsEmulator.Durable.DurableEngine engine)
    {
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x");
        await engine.Client.WaitForInstanceCompletionAsync(id);
        return id;
    }

    /// <summary>Segments are removed beside everything else, and nobody is told when.</summary>
    private async Task WaitForSegmentsAsync(int[] expected)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (var segments = await _hub.SegmentsAsync(); !segments.SequenceEqual(expected); segments = await _hub.SegmentsAsync())
        {
            Assert.False(limit.IsCancellationRequested, $"The segments are {string.Join(", ", segments)}");
            await pace.WaitForNextTickAsync();
        }
    }
}
