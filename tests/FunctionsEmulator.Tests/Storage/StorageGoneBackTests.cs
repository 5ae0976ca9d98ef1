using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsEmulator.Tests.Storage;

/// <summary>Storage that went back in time between two starts is noticed, and nothing else is taken for it.</summary>
public sealed class StorageGoneBackTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly JournalHub _hub = new(azurite);

    [Fact]
    public async Task Start_AnOlderCopyOfAllDataIsInItsPlace_IsRefusedUntilTheMarkIsDeleted()
    {
        await WriteAsync("one");
        var copy = await azurite.CopyAsync();
        await WriteAsync("two");
        await azurite.RestartAsync(copy);

        // Its lease was free in the copy, and is still after the first refusal.
        await AssertRefusedAsync();
        var refusal = await AssertRefusedAsync();

        Assert.Contains("ends in segment 1 at byte 4", refusal, StringComparison.Ordinal);
        Assert.Contains("up to segment 2, byte 4", refusal, StringComparison.Ordinal);
        var mark = Assert.Single(Directory.GetFiles(azurite.MarkDirectory), file => refusal.Contains($"delete {file} and start again", StringComparison.Ordinal));
        File.Delete(mark);
        Assert.Equal(["one"], await _hub.ReadAsync());
    }

    [Theory]
    [InlineData("one\n")]
    [InlineData("")]
    public async Task Start_TheLastSegmentIsShorterThanItWas_IsRefused(string left)
    {
        await WriteAsync("one", "two");
        if (left.Length > 0) await _hub.ReplaceAsync(1, left);
        else await _hub.DeleteSegmentAsync(1);

        await AssertRefusedAsync();
    }

    [Fact]
    public async Task Start_WithTheDataOfTheLastMomentBeforeAKill_GoesOn()
    {
        var killed = _hub.Store();
        await JournalHub.OpenAsync(killed);
        for (var line = 0; line < 20; line++) await JournalHub.AppendAsync(killed, $"{line}");
        await _hub.BreakLeaseAsync();

        Assert.Equal(20, (await _hub.ReadAsync()).Count);
        Assert.Equal(20, (await _hub.ReadAsync()).Count);
        await killed.DisposeAsync();
    }

    [Fact]
    public async Task Start_AfterEverythingWasDeleted_BeginsAnew()
    {
        await WriteAsync("one");
        await _hub.DropAsync();

        Assert.Empty(await _hub.ReadAsync());
    }

    [Fact]
    public async Task Start_WhereNoMarkCanBeKept_GoesOnWithoutOne()
    {
        var file = Path.Combine(azurite.MarkDirectory, "a-file");
        await File.WriteAllTextAsync(file, "");

        Assert.Null(JournalMark.Open(Path.Combine(file, "no-folder"), "journal", TimeProvider.System, NullLogger.Instance));
    }

    [Fact]
    public void Mark_OfAnotherTime_IsReadAsItWasWritten()
    {
        const string Journal = "some-journal";
        using (var mark = Open())
        {
            Assert.Null(mark.Read());
            mark.Write(12, 3_456_789_012);
            mark.Write(13, 0);
        }
        using var next = Open();

        Assert.Equal((13, 0L), next.Read());

        JournalMark Open() => JournalMark.Open(azurite.MarkDirectory, Journal, TimeProvider.System, NullLogger.Instance)!;
    }

    [Fact]
    public void Mark_ThatNobodyHasTouchedForMonths_IsRemoved()
    {
        var old = Path.Combine(azurite.MarkDirectory, "old");
        File.WriteAllText(old, "00000001 0000000000000000001\n");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-100));

        JournalMark.Open(azurite.MarkDirectory, "new", TimeProvider.System, NullLogger.Instance)!.Dispose();

        Assert.False(File.Exists(old));
    }

    private async Task WriteAsync(params string[] lines)
    {
        await using var store = _hub.Store();
        await JournalHub.OpenAsync(store);
        foreach (var line in lines) await JournalHub.AppendAsync(store, line);
    }

    private async Task<string> AssertRefusedAsync()
    {
        await using var store = _hub.Store();
        var refusal = await Assert.ThrowsAsync<OwnershipLostException>(() => JournalHub.OpenAsync(store));
        Assert.Contains("went back in time", refusal.Message, StringComparison.Ordinal);
        return refusal.Message;
    }
}
