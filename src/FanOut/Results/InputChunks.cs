using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Caching.Memory;

namespace FanOut.Results;

/// <summary>
/// Pieces of inputs, which never change, kept for a moment: the batches that follow each other in a list find theirs in what
/// was read for the first of them.
/// </summary>
public sealed class InputChunks(JobBlobs blobs) : IDisposable
{
    /// <summary>What one request reads, in bytes: more than a thousand URLs of ordinary length.</summary>
    public const int ChunkBytes = 64 * 1024;

    private const long MaxKeptBytes = 8 * 1024 * 1024;

    /// <summary>What a piece counts at least: it has its object and its place in the cache.</summary>
    private const int LeastBytes = 1024;

    private static readonly TimeSpan s_maxIdle = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _chunks = new(new MemoryCacheOptions { SizeLimit = MaxKeptBytes });

    /// <summary>The bytes from <paramref name="number"/> times <see cref="ChunkBytes"/> on; the last chunk of an input is shorter.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> GetAsync(string jobId, long number, CancellationToken cancellationToken)
    {
        var key = (jobId, number);
        var reading = _chunks.GetOrCreate(key, _ => new Lazy<Task<ReadOnlyMemory<byte>>>(() => ReadAsync(jobId, number)), NewEntry(ChunkBytes))!;
        try
        {
            return await reading.Value.WaitAsync(cancellationToken);
        }
        catch (Exception) when (reading.Value.IsFaulted)
        {
            _chunks.Remove(key);
            throw;
        }
    }

    /// <summary>Keeps an input that was written just now: as a rule its job runs here, and a short one needs no request then.</summary>
    public void Keep(string jobId, ReadOnlyMemory<byte> input)
    {
        if (input.Length > ChunkBytes) return;
        ReadOnlyMemory<byte> kept = input.ToArray();
        _chunks.Set((jobId, 0L), new Lazy<Task<ReadOnlyMemory<byte>>>(Task.FromResult(kept)), NewEntry(kept.Length));
    }

    public void Dispose() => _chunks.Dispose();

    private static MemoryCacheEntryOptions NewEntry(int bytes) => new() { Size = Math.Max(bytes, LeastBytes), SlidingExpiration = s_maxIdle };

    /// <summary>Not cancelled with who asks first: others may wait for it too.</summary>
    private async Task<ReadOnlyMemory<byte>> ReadAsync(string jobId, long number)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(number * ChunkBytes, ChunkBytes) };
        return (await blobs.Input(jobId).DownloadContentAsync(options, CancellationToken.None)).Value.Content.ToMemory();
    }
}
