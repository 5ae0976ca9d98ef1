using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace FanOut.Results.Downloads;

/// <summary>
/// Records as RFC 4180 rows under a header row, for spreadsheets: what a site says can begin like a formula there, so such
/// cells are quoted and prefixed with an apostrophe. A record is copied token by token; nothing is allocated for it.
/// </summary>
internal sealed class CsvRecordWriter(IBufferWriter<byte> output) : IRecordWriter
{
    private const int LongestTime = 40;
    private static readonly SearchValues<byte> s_quoted = SearchValues.Create(",\"\r\n"u8);
    private static readonly SearchValues<byte> s_formulas = SearchValues.Create("=+-@\t\r\n"u8);

    /// <summary>Where in the record the values of the columns are.</summary>
    private readonly Range[] _cells = new Range[CsvColumns.Names.Length];

    public void Begin()
    {
        for (var column = 0; column < CsvColumns.Names.Length; column++)
        {
            if (column > 0) output.Write(","u8);
            output.Write(CsvColumns.Names[column]);
        }
        output.Write("\r\n"u8);
    }

    public void Write(ReadOnlySpan<byte> record)
    {
        Array.Clear(_cells);
        var reader = new Utf8JsonReader(record);
        reader.Read();
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var column = CsvColumns.IndexOf(ref reader, next);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (column < 0) continue;
            _cells[column] = start..(int)reader.BytesConsumed;
            next = column + 1;
        }
        for (var column = 0; column < _cells.Length; column++)
        {
            if (column > 0) output.Write(","u8);
            WriteCell(column, record[_cells[column]]);
        }
        output.Write("\r\n"u8);
    }

    public void End()
    {
    }

    /// <param name="value">As it stands in the record; empty where it does not.</param>
    private void WriteCell(int column, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.SequenceEqual("null"u8)) return;
        if (value[0] != '"' || column == CsvColumns.Json) WriteText(value);
        else if (column == CsvColumns.StartedAt) WriteTime(value);
        else if (!value.Contains((byte)'\\')) WriteText(value[1..^1]);
        else WriteUnescaped(value);
    }

    private void WriteUnescaped(ReadOnlySpan<byte> json)
    {
        var text = ArrayPool<byte>.Shared.Rent(json.Length);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        WriteText(text.AsSpan(0, reader.CopyString(text)));
        ArrayPool<byte>.Shared.Return(text);
    }

    /// <summary>As wide in every row, to the tick.</summary>
    private void WriteTime(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Utf8Formatter.TryFormat(reader.GetDateTimeOffset(), output.GetSpan(LongestTime), out var length, 'O');
        output.Advance(length);
    }

    private void WriteText(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return;
        var isFormula = s_formulas.Contains(text[0]);
        if (!isFormula && text[0] != ' ' && text[^1] != ' ' && !text.ContainsAny(s_quoted))
        {
            output.Write(text);
            return;
        }
        output.Write(isFormula ? "\"'"u8 : "\""u8);
        while (text.IndexOf((byte)'"') is var quote and >= 0)
        {
            output.Write(text[..(quote + 1)]);
            output.Write("\""u8);
            text = text[(quote + 1)..];
        }
        output.Write(text);
        output.Write("\""u8);
    }
}
