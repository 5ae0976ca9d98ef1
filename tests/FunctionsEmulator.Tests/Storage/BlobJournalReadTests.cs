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
