using System.Collections.Concurrent;
using Azure.Storage.Blobs.Models;

namespace FanOut.Results;

/// <summary>
/// Digests of results that this process is writing. They follow the writing; one that has missed a piece, since it was
/// written before a restart or elsewhere, is made again from the blob.
/// </summary>
public sealed class DigestStore(JobBlobs blobs)
{
    private const int ReadBytes = 256 * 1024;

    private readonly ConcurrentDictionary<string, ResultsDigest> _digests = new(StringComparer.Ordinal);

    /// <summary>Takes in bytes that have been appended at a position.</summary>
    public void Add(string jobId, long position, ReadOnlyMemory<byte> bytes)
    {
        if (position == 0) _digests[jobId] = new ResultsDigest();
        if (!_digests.TryGetValue(jobId, out var digest)) return;
        lock (digest)
        {
            if (digest.Position == position) digest.Add(bytes.Span);
        }
    }

    /// <summary>The digest of a job's results, which are <paramref name="length"/> bytes long.</summary>
    public async Task<ResultsDigest> GetAsync(string jobId, long length, CancellationToken cancellationToken)
    {
        if (_digests.TryGetValue(jobId, out var known) && known.Position == length) return known;
        var digest = new ResultsDigest();
        using var download = (await blobs.Results(jobId).DownloadStreamingAsync(new BlobDownloadOptions(), cancellationToken)).Value;
        var buffer = new byte[ReadBytes];
        while (await download.Content.ReadAsync(buffer, cancellationToken) is var read and > 0) digest.Add(buffer.AsSpan(0, read));
        return digest;
    }

    public void Forget(string jobId)
    {
        if (_digests.TryRemove(jobId, out var digest)) digest.Dispose();
    }
}
