using System.Buffers;
using System.Text;

namespace FanOut.Jobs;

/// <summary>Reads a list of one URL a line through one buffer of fixed size.</summary>
/// <param name="fill">Fills a buffer with what comes next, unless the list ends before.</param>
/// <param name="list">Takes the lines.</param>
/// <param name="bodyBytes">How long all of it is, in bytes; null where that is not known.</param>
internal sealed class TextBodyReader(Func<Memory<byte>, CancellationToken, Task<int>> fill, UrlList list, long? bodyBytes = null)
{
    private const int MaxBufferBytes = 128 * 1024;

    /// <summary>The rest of a longer line is dropped; what is cut here is still longer than any URL may be.</summary>
    private const int MaxLineBytes = 64 * 1024;

    private readonly int _bufferBytes = BodySource.BufferFor(bodyBytes, MaxBufferBytes);
    private int _start, _end;
    private bool _ended;
    private bool _dropping;

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(_bufferBytes);
        try
        {
            await FillAsync(buffer, cancellationToken);
            if (buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8)) _start = "\uFEFF"u8.Length;
            while (true)
            {
                while (TakeLine(buffer)) await list.MakeRoomAsync(cancellationToken);
                if (_ended) break;
                await FillAsync(buffer, cancellationToken);
            }
            list.End();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task FillAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        buffer.AsSpan(_start, _end - _start).CopyTo(buffer);
        _end -= _start;
        _start = 0;
        var free = buffer.AsMemory(_end, _bufferBytes - _end);
        var count = await fill(free, cancellationToken);
        _ended = count < free.Length;
        _end += count;
    }

    // False when more input is needed, or when there is none.
    private bool TakeLine(byte[] buffer)
    {
        var rest = buffer.AsSpan(_start, _end - _start);
        if (!_dropping)
        {
            // Blank lines go the same way as leading blanks.
            var trimmed = TrimStart(rest);
            _start += rest.Length - trimmed.Length;
            rest = trimmed;
        }
        var length = rest.IndexOf((byte)'\n');
        var whole = length >= 0 || _ended;
        if (length < 0) length = rest.Length;
        if (rest.IsEmpty || (!whole && !_dropping && length <= MaxLineBytes)) return false;
        if (!_dropping) Take(rest[..Math.Min(length, MaxLineBytes)]);
        _dropping = !whole;
        _start = Math.Min(_start + length + 1, _end);
        return whole;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line[0] != '#') list.Add(TrimEnd(line));
    }

    private static Span<byte> TrimStart(Span<byte> text)
    {
        while (Rune.DecodeFromUtf8(text, out var rune, out var length) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
            text = text[length..];
        return text;
    }

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text)
    {
        while (Rune.DecodeLastFromUtf8(text, out var rune, out var length) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
            text = text[..^length];
        return text;
    }
}
