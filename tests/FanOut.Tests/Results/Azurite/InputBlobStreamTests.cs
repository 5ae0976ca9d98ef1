using Azure;
using Azure.Storage.Blobs.Models;
using FanOut.Results;
using FunctionsEmulator.Tests.Storage;

namespace FanOut.Tests.Results.Azurite;

[Collection(AzuriteTests.Name)]
public sealed class InputBlobStreamTests(AzuriteFixture azurite)
{
    private const int MiB = 1024 * 1024;

    [Theory, InlineData(1, 1), InlineData(1_000, 7), InlineData(4 * MiB, 100_000), InlineData(9 * MiB, 70_001), InlineData(5 * MiB, 5 * MiB)]
    public async Task Blob_OfAnyLength_IsSeenAfterTheCommitOnlyAndWhole(int length, int writeBytes)
    {
        var job = await StoredJob.CreateAsync(azurite);
        var blob = job.Blobs.Input(StoredJob.Id);
        var content = new byte[length];
        new Random(1).NextBytes(content);

        await using var stream = new InputBlobStream(blob);
        for (var at = 0; at < length; at += writeBytes) await stream.WriteAsync(content.AsMemory(at, Math.Min(writeBytes, length - at)));
        Assert.False(await blob.ExistsAsync());
        await stream.CommitAsync(CancellationToken.None);

        var stored = (await blob.DownloadContentAsync()).Value.Content.ToMemory();
        Assert.True(stored.Span.SequenceEqual(content));
    }

    [Fact]
    public async Task Blob_LongerThanABlock_IsWrittenInBlocksWhileItArrives()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var blob = job.Blobs.Input(StoredJob.Id);

        await using var stream = new InputBlobStream(blob);
        for (var i = 0; i < 90; i++) await stream.WriteAsync(new byte[100_000]);

        var staged = (await blob.GetBlockListAsync(BlockListTypes.Uncommitted)).Value.UncommittedBlocks.ToList();
        Assert.Equal(2, staged.Count);
        Assert.All(staged, block => Assert.InRange(block.SizeLong, 3 * MiB, 4 * MiB));
    }

    [Fact]
    public async Task Whole_OfABlobLongerThanABlock_IsNotThere()
    {
        var job = await StoredJob.CreateAsync(azurite);
        await using var stream = new InputBlobStream(job.Blobs.Input(StoredJob.Id));

        await stream.WriteAsync(new byte[3 * MiB]);
        Assert.Equal(3 * MiB, stream.Whole?.Length);

        await stream.WriteAsync(new byte[3 * MiB]);
        Assert.Null(stream.Whole);
        await stream.CommitAsync(CancellationToken.None);
        Assert.Null(stream.Whole);
    }

    [Fact]
    public async Task Blob_ThatIsNeverCommitted_NeverWas()
    {
        var job = await StoredJob.CreateAsync(azurite);

        await using (var stream = new InputBlobStream(job.Blobs.Input(StoredJob.Id)))
        {
            await stream.WriteAsync(new byte[5 * MiB]);
            await stream.WriteAsync(new byte[5 * MiB]);
        }

        await Assert.ThrowsAsync<RequestFailedException>(() => job.Blobs.Input(StoredJob.Id).GetPropertiesAsync());
        await foreach (var seen in job.Blobs.Container.GetBlobsAsync()) Assert.Fail($"{seen.Name} can be seen.");
    }
}
