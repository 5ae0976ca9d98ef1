using System.Buffers;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace FanOut.Results;

/// <summary>
/// Writes a blob while its content arrives: one request for a short one, blocks for a longer one. Nothing can be seen of it
/// until <see cref="CommitAsync"/>; without that it never was.
/// </summary>
internal sealed class InputBlobStream(BlockBlobClient blob, int blockBytes = InputBlobStream.DefaultBlockBytes) : Stream
{
    private const int DefaultBlockBytes = 4 * 1024 * 1024;

    private readonly List<string> _blocks = [];

    /// <summary>It grows with what is written: most lists are short.</summary>
    private readonly ArrayBufferWriter<byte> _block = new();

    /// <summary>All that was written, as long as one request can carry it; null beyond that.</summary>
    // The type is named: a bare null would become memory that is empty, and that is a whole list too.
    public ReadOnlyMemory<byte>? Whole => _blocks.Count == 0 ? _block.WrittenMemory : default(ReadOnlyMemory<byte>?);

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_block.WrittenCount > 0 && _block.WrittenCount + buffer.Length > blockBytes) await StageAsync(cancellationToken);
        _block.Write(buffer.Span);
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_blocks.Count == 0)
        {
            await blob.UploadAsync(Block(), cancellationToken: cancellationToken);
            return;
        }
        await StageAsync(cancellationToken);
        var conditions = new BlobRequestConditions { IfNoneMatch = ETag.All };
        await blob.CommitBlockListAsync(_blocks, new CommitBlockListOptions { Conditions = conditions }, cancellationToken);
    }

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        var id = Convert.ToBase64String(BitConverter.GetBytes(_blocks.Count));
        await blob.StageBlockAsync(id, Block(), cancellationToken: cancellationToken);
        _blocks.Add(id);
        _block.ResetWrittenCount();
    }

    private Stream Block() => BinaryData.FromBytes(_block.WrittenMemory).ToStream();
}
