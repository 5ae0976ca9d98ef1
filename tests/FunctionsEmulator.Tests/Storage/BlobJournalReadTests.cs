using System.Text;
using FunctionsEmulator.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsEmulator.Tests.Storage;

public sealed class BlobJournalReadTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Read_WhileOpen_HasTheLinesOfAllSegmentsThatAreLeft()
    {
        await using (var first = Open()) await AppendAsync(first, "one\n");
        await using var second = Open();
        await AppendAsync(second, "two\nthree\n");

        Assert.Equal(["1 one", "2 two", "2 three"], await ReadAsync(second));
        await second.AppendAsync("four\n"u8.ToArray(), CancellationToken.None);
        await second.TrimAsync(2, CancellationToken.None);
        Assert.Equal(["2 two", "2 three", "2 four"], await ReadAsync(second));
    }

    [Theory, InlineData(JournalFault.ServerError), InlineData(JournalFault.RequestLost)]
    public async Task Read_StorageIsAwayBetweenTwoRanges_HasEachLineOnce(JournalFault fault)
    {
        var wire = new JournalWire();
        var hub = new JournalHub(azurite);
        await using var store = hub.Store(wire);
        await JournalHub.OpenAsync(store);
        var lines = Enumerable.Range(0, 10).Select(i => $"{i} {new string('x', 100_000)}").ToList();
        foreach (var line in lines) await JournalHub.AppendAsync(store, line);

        var read = new List<string>();
        await store.ReadAsync(
            (_, line) =>
            {
                read.Add(Encoding.UTF8.GetString(line.Span));
                if (read.Count is 2 or 7) wire.Break("GET", fault);
            },
            CancellationToken.None);

        Assert.Equal(lines, read);
    }

    [Fact]
    public async Task Open_StorageIsAwayWhileTheJournalIsRead_HasEachLineOnce()
    {
        var hub = new JournalHub(azurite);
        await using (var first = hub.Store())
        {
            await JournalHub.OpenAsync(first);
            await JournalHub.AppendAsync(first, "one");
        }
        var wire = new JournalWire();
        await using var second = hub.Store(wire);
        wire.Break("HEAD", JournalFault.ServerError, JournalFault.ServerError);

        Assert.Equal(["one"], await JournalHub.OpenAsync(second));
    }

    [Fact]
    public async Task Read_OfAMillionBytes_AsksForARangeAtATime()
    {
        var wire = new JournalWire();
        var hub = new JournalHub(azurite);
        await using var store = hub.Store(wire);
        await JournalHub.OpenAsync(store);
        for (var i = 0; i < 10; i++) await JournalHub.AppendAsync(store, new string('x', 100_000));
        var before = wire.Seen.Count;

        await store.ReadAsync((_, _) => { }, CancellationToken.None);

        Assert.InRange(wire.Seen.Skip(before).Count("GET".Equals), 4, 8);
    }

    private static async Task AppendAsync(BlobJournalStore store, string lines)
    {
        await store.OpenAsync((_, _) => { }, CancellationToken.None);
        await store.AppendAsync(Encoding.UTF8.GetBytes(lines), CancellationToken.None);
    }

    private static async Task<List<string>> ReadAsync(BlobJournalStore store)
    {
        var lines = new List<string>();
        await store.ReadAsync((segment, line) => lines.Add($"{segment} {Encoding.UTF8.GetString(line.Span)}"), CancellationToken.None);
        return lines;
    }

    private BlobJournalStore Open()
    {
        var container = azurite.CreateClient().GetBlobContainerClient("journal-read");
        var owner = new TaskHubOwner(container, "hub", TimeProvider.System, NullLogger<TaskHubOwner>.Instance);
        return new BlobJournalStore(container, owner, azurite.MarkDirectory, TimeProvider.System, NullLogger<BlobJournalStore>.Instance);
    }
}
