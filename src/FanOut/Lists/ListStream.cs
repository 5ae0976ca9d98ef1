using FanOut.Fetching;

namespace FanOut.Lists;

/// <summary>
/// The decoded bytes of a list. Bounds them as a whole, and those that a parser takes for one line, row or tag: parsers hold
/// such a thing in memory, however long it is.
/// </summary>
/// <param name="stopped">Ends reads by parsers that have no token of their own.</param>
internal sealed class ListStream(Stream inner, long maxBytes, int maxPieceBytes, CancellationToken stopped) : WrappedStream(inner)
{
    private long _total;
    private int _piece;

    /// <summary>The parser begins a new line, row or tag.</summary>
    public void BeginPiece() => _piece = 0;

    /// <summary>Fills the buffer unless the list ends before; nothing of it is kept here.</summary>
    public async Task<int> FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        BeginPiece();
        return await this.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
    }

    /// <exception cref="ListException">There is more than there may be.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        stopped.ThrowIfCancellationRequested();
        var read = await Inner.ReadAsync(buffer, cancellationToken.CanBeCanceled ? cancellationToken : stopped);
        _total += read;
        _piece += read;
        if (_total > maxBytes) throw new ListException($"Is longer than {maxBytes} bytes after decompression. Make several lists of it.");
        if (_piece > maxPieceBytes) throw new ListException($"Has a line, row or tag of more than {maxPieceBytes} bytes.");
        return read;
    }
}
