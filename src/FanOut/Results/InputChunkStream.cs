using FanOut.Fetching;

namespace FanOut.Results;

/// <summary>A range of a job's input, read by its <see cref="InputChunks"/>.</summary>
internal sealed class InputChunkStream(InputChunks chunks, string jobId, long offset, long length) : ReadOnceStream
{
    private readonly long _end = offset + length;
    private long _position = offset;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, _end - _position);
        if (wanted == 0) return 0;
        var (number, start) = Math.DivRem(_position, InputChunks.ChunkBytes);
        var chunk = await chunks.GetAsync(jobId, number, cancellationToken);
        if (start >= chunk.Length) return 0;
        var found = chunk[(int)start..];
        if (found.Length > wanted) found = found[..wanted];
        found.CopyTo(buffer);
        _position += found.Length;
        return found.Length;
    }
}
