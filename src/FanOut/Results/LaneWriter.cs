using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FanOut.Jobs;

namespace FanOut.Results;

/// <summary>Writes the blob of one lane.</summary>
internal sealed class LaneWriter : IAsyncDisposable
{
    /// <summary>Small, since all lanes are written at once; the blocks of the longest list are far fewer than a blob may have.</summary>
    private const int BlockBytes = 256 * 1024;

    private readonly InputBlobStream _stream;
    private readonly UrlLineWriter _lines;

    public LaneWriter(BlockBlobClient blob)
    {
        _stream = new InputBlobStream(blob, BlockBytes);
        _lines = new UrlLineWriter(_stream);
    }

    public int Count => _lines.Lines;

    /// <summary>The lowest index in it.</summary>
    public int First { get; private set; }

    public async ValueTask WriteAsync(InputLine line, int index, CancellationToken cancellationToken)
    {
        if (Count == 0) First = index;
        _lines.Write(line.Url, line.TooLong, line.Source, index);
        if (_lines.NeedsFlush) await _lines.FlushAsync(cancellationToken);
    }

    /// <summary>A blob that is there already is that of an earlier attempt, which wrote the same.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await _lines.FlushAsync(cancellationToken);
        if (Count == 0) return;
        try
        {
            await _stream.CommitAsync(cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Dispose();
        await _stream.DisposeAsync();
    }
}
