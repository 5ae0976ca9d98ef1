using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Tests.Storage;

/// <summary>The blob journal over a bad wire: every line once and in order, or an owner that knows it is none.</summary>
public sealed class JournalAppendTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly JournalHub _hub = new(azurite);

    public static TheoryData<JournalFault> Faults => [.. Enum.GetValues<JournalFault>()];

    [Theory, MemberData(nameof(Faults))]
    public async Task Append_FaultOnTheWire_WritesEachLineOnceAndInOrder(JournalFault fault)
    {
        var wire = new JournalWire();
        await using (var store = _hub.Store(wire))
        {
            await JournalHub.OpenAsync(store);
            await JournalHub.AppendAsync(store, "one");
            wire.Break("append", fault);
            await JournalHub.AppendAsync(store, "two");
            wire.Break("append", fault, fault);
            await JournalHub.AppendAsync(store, "three");
            await JournalHub.AppendAsync(store, "four");
        }

        Assert.Equal(["one", "two", "three", "four"], await _hub.ReadAsync());
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task Open_FaultWhileASegmentIsBegun_IsTheOwnerOfIt(JournalFault fault)
    {
        var wire = new JournalWire();
        await using (var store = _hub.Store(wire))
        {
            wire.Break("create", fault);
            await JournalHub.OpenAsync(store);
            await JournalHub.AppendAsync(store, "one");
        }

        Assert.Equal(["one"], await _hub.ReadAsync());
        Assert.Equal([1, 2], await _hub.SegmentsAsync());
    }

    [Fact]
    public async Task Append_AnotherHasOpenedTheJournal_IsLostAndWritesNothing()
    {
        await using var first = _hub.Store();
        await JournalHub.OpenAsync(first);
        await JournalHub.AppendAsync(first, "one");
        await _hub.BreakLeaseAsync();
        await using (var second = _hub.Store())
        {
            Assert.Equal(["one"], await JournalHub.OpenAsync(second));

            await Assert.ThrowsAsync<OwnershipLostException>(() => JournalHub.AppendAsync(first, "late"));
            await JournalHub.AppendAsync(second, "two");
        }

        Assert.Equal(["one", "two"], await _hub.ReadAsync());
    }

    [Fact]
    public async Task Open_OwnerLivesAndHoldsItsLease_IsRefusedByName()
    {
        await using var first = _hub.Store();
        await JournalHub.OpenAsync(first);
        await using var second = _hub.Store();

        var refusal = await Assert.ThrowsAsync<OwnershipLostException>(() => JournalHub.OpenAsync(second));

        Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", refusal.Message, StringComparison.Ordinal);
        await JournalHub.AppendAsync(first, "still there");
    }

    [Fact]
    public async Task Append_StorageHasGoneBackInTime_IsLost()
    {
        await using var store = _hub.Store();
        await JournalHub.OpenAsync(store);
        await JournalHub.AppendAsync(store, "one");
        await JournalHub.AppendAsync(store, "two");
        await _hub.ReplaceAsync(1, "one\n");

        var lost = await Assert.ThrowsAsync<OwnershipLostException>(() => JournalHub.AppendAsync(store, "three"));

        Assert.Contains("shorter", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_StorageHasBeenEmptied_IsLost()
    {
        await using var store = _hub.Store();
        await JournalHub.OpenAsync(store);
        await JournalHub.AppendAsync(store, "one");
        await _hub.DropAsync();

        var lost = await Assert.ThrowsAsync<OwnershipLostException>(() => JournalHub.AppendAsync(store, "two"));

        Assert.Contains("segment 1 is gone", lost.Message, StringComparison.Ordinal);
    }
}
