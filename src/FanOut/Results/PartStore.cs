using System.Collections.Concurrent;
using FanOut.Orchestration;

namespace FanOut.Results;

/// <summary>
/// Stored parts of results. What this process has just written it remembers for a while, since the ordered writer, which
/// runs here as a rule, wants it a moment later.
/// </summary>
public sealed class PartStore(JobBlobs blobs)
{
    /// <summary>All that is remembered, in bytes; more is read back from storage.</summary>
    private const long MaxRemembered = 16 * 1024 * 1024;

    private readonly ConcurrentDictionary<(string JobId, int First), byte[]> _remembered = new();
    private long _rememberedBytes;

    public async Task WriteAsync(string jobId, Part part, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        await blobs.Part(jobId, part.First).UploadAsync(BinaryData.FromBytes(lines), overwrite: true, cancellationToken);
        Remember(jobId, part, lines);
    }

    public async Task<ReadOnlyMemory<byte>> ReadAsync(string jobId, Part part, CancellationToken cancellationToken)
    {
        // A part that was written again, here or elsewhere, is not what is remembered.
        if (_remembered.TryGetValue((jobId, part.First), out var lines) && lines.Length == part.Length) return lines;
        return (await blobs.Part(jobId, part.First).DownloadContentAsync(cancellationToken)).Value.Content.ToMemory();
    }

    /// <summary>Removes parts that nobody needs any more.</summary>
    public Task DeleteAsync(string jobId, IEnumerable<Part> parts, CancellationToken cancellationToken) =>
        blobs.DeleteAsync(parts.Select(part => blobs.Part(jobId, part.First).Name), cancellationToken);

    /// <summary>Forgets parts whose records are in results.ndjson.</summary>
    public void Forget(string jobId, IEnumerable<Part> parts)
    {
        foreach (var part in parts)
        {
            if (_remembered.TryRemove((jobId, part.First), out var lines)) Interlocked.Add(ref _rememberedBytes, -lines.Length);
        }
    }

    private void Remember(string jobId, Part part, ReadOnlyMemory<byte> lines)
    {
        if (Interlocked.Read(ref _rememberedBytes) + lines.Length > MaxRemembered) return;
        if (_remembered.TryAdd((jobId, part.First), lines.ToArray())) Interlocked.Add(ref _rememberedBytes, lines.Length);
    }
}
