using System.Text.Json;

namespace FanOut.Results;

/// <summary>Goes through the lines of a part or of whole results, and knows the index of each.</summary>
internal sealed class RecordCursor(ReadOnlyMemory<byte> lines)
{
    private ReadOnlyMemory<byte> _rest = lines;

    /// <summary>The line with its end.</summary>
    public ReadOnlyMemory<byte> Record { get; private set; }

    public int Index { get; private set; }

    /// <summary>False when there is no line more.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        var length = _rest.Span.IndexOf((byte)'\n') + 1;
        (Record, _rest) = (_rest[..length], _rest[length..]);
        var reader = new Utf8JsonReader(Record.Span);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("index"u8)) continue;
            reader.Read();
            Index = reader.GetInt32();
            return true;
        }
        throw new InvalidDataException("A record has no index.");
    }

    /// <summary>Goes to the first line whose index is at least this.</summary>
    public bool MoveTo(int index)
    {
        while (MoveNext())
        {
            if (Index >= index) return true;
        }
        return false;
    }
}
