using System.Globalization;
using Azure.Storage.Blobs.Models;

namespace FanOut.Results;

/// <summary>The stored records of lanes. Their names say what is in them, so that nobody has to keep a list.</summary>
public sealed class LanePartStore(JobBlobs blobs)
{
    private const int DeletesAtOnce = 4;

    public Task WriteAsync(string jobId, LanePart part, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) =>
        blobs.LanePart(jobId, part).UploadAsync(BinaryData.FromBytes(lines), overwrite: true, cancellationToken);

    public async Task<ReadOnlyMemory<byte>> ReadAsync(string jobId, LanePart part, CancellationToken cancellationToken) =>
        (await blobs.LanePart(jobId, part).DownloadContentAsync(cancellationToken)).Value.Content.ToMemory();

    public async Task<List<LanePart>> ListAsync(string jobId, CancellationToken cancellationToken)
    {
        var parts = new List<LanePart>();
        await foreach (var blob in blobs.Container.GetBlobsAsync(BlobTraits.None, BlobStates.None, JobBlobs.LanePartsPrefix(jobId), cancellationToken))
        {
            var name = Path.GetFileNameWithoutExtension(blob.Name).Split('-');
            parts.Add(new LanePart(int.Parse(name[0], CultureInfo.InvariantCulture), int.Parse(name[1], CultureInfo.InvariantCulture)));
        }
        return parts;
    }

    public Task DeleteAsync(string jobId, IEnumerable<LanePart> parts, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        parts, new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellationToken },
        async (part, token) => await blobs.LanePart(jobId, part).DeleteIfExistsAsync(cancellationToken: token));
}
