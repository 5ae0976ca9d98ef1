using System.Buffers;

namespace FanOut.Jobs;

/// <summary>
/// Keeps every token of a JSON text short enough for a buffer of fixed size: Utf8JsonReader wants a token whole, so
/// one string of 32 MiB would otherwise cost 32 MiB, and as much again with every attempt to read it.
/// </summary>
internal sealed class JsonTokenBounds
{
    /// <summary>
    /// The rest of a longer string is dropped. One character takes at most 6 bytes (\u0041), so what is cut here is still
    /// longer than any URL or header may be, and is judged as such.
    /// </summary>
    public const int MaxStringBytes = 6 * JobLimits.MaxHeaderBytes;

    /// <summary>The longest run of white space that is kept, and the longest number that is accepted.</summary>
    private const int MaxRunBytes = 1024;

    private const int HexDigits = 4;

    private static readonly SearchValues<byte> s_ends = SearchValues.Create("\"\\"u8);

    private bool _inString;
    private bool _dropping;
    private bool _escapeBegun;
    private int _hexLeft;
    private int _run;
    private bool _runIsSpace;

    /// <summary>Compacts the bytes in place, as the continuation of those of the last call; returns how many are left.</summary>
    public int Apply(Span<byte> bytes)
    {
        int read = 0, kept = 0;
        while (read < bytes.Length)
        {
            if (_inString && !_escapeBegun && _hexLeft == 0) PassPlainString(bytes, ref read, ref kept);
            if (read == bytes.Length) break;
            var current = bytes[read++];
            if (_inString ? KeepsStringByte(current) : KeepsBareByte(current)) bytes[kept++] = current;
        }
        return kept;
    }

    private void PassPlainString(Span<byte> bytes, ref int read, ref int kept)
    {
        var rest = bytes[read..];
        var length = rest.IndexOfAny(s_ends);
        if (length < 0) length = rest.Length;
        var room = Math.Min(length, Math.Max(0, MaxStringBytes - _run));
        rest[..room].CopyTo(bytes[kept..]);
        kept += room;
        read += length;
        _run += room;
        _dropping |= room < length;
    }

    private bool KeepsStringByte(byte current)
    {
        if (_hexLeft > 0)
        {
            _hexLeft--;
        }
        else if (_escapeBegun)
        {
            _escapeBegun = false;
            if (current == 'u') _hexLeft = HexDigits;
        }
        else if (current == '"')
        {
            _inString = false;
            _run = 0;
            return true;
        }
        else
        {
            // An escape is kept or dropped whole.
            _escapeBegun = true;
            _dropping |= _run >= MaxStringBytes;
        }
        if (!_dropping) _run++;
        return !_dropping;
    }

    private bool KeepsBareByte(byte current)
    {
        var space = current is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';
        if (current is (byte)'"' or (byte)',' or (byte)':' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}')
        {
            _inString = current == '"';
            _dropping = false;
            _run = 0;
            return true;
        }
        if (space != _runIsSpace) _run = 0;
        _runIsSpace = space;
        if (++_run <= MaxRunBytes) return true;
        _run = MaxRunBytes;
        return space ? false : throw new System.Text.Json.JsonException("A number is longer than it may be.");
    }
}
