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

    /// <summary>A time with all its digits, as JSON has it.</summary>
    private const int FullTime = 35;

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
        FindCells(record);
        var row = new CsvRow(output.GetSpan(CsvRow.MostBytes(_cells.Length, record.Length) + LongestTime));
        for (var column = 0; column < _cells.Length; column++)
        {
            if (column > 0) row.Comma();
            WriteCell(ref row, column, record[_cells[column]]);
        }
        row.End();
        output.Advance(row.Length);
    }

    public void End()
    {
    }

    private void FindCells(ReadOnlySpan<byte> record)
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
    }

    /// <param name="row">Where it goes.</param>
    /// <param name="column">Its column.</param>
    /// <param name="value">As it stands in the record; empty where it does not.</param>
    private static void WriteCell(ref CsvRow row, int column, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.SequenceEqual("null"u8)) return;
        if (value[0] != '"' || column == CsvColumns.Json) row.Cell(value);
        else if (column == CsvColumns.StartedAt) WriteTime(ref row, value);
        else if (!value.Contains((byte)'\\')) row.Cell(value[1..^1]);
        else WriteUnescaped(ref row, value);
    }

    private static void WriteUnescaped(ref CsvRow row, ReadOnlySpan<byte> json)
    {
        var text = ArrayPool<byte>.Shared.Rent(json.Length);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        row.Cell(text.AsSpan(0, reader.CopyString(text)));
        ArrayPool<byte>.Shared.Return(text);
    }

    /// <summary>As wide in every row, to the tick.</summary>
    private static void WriteTime(ref CsvRow row, ReadOnlySpan<byte> json)
    {
        if (json.Length == FullTime)
        {
            row.Cell(json[1..^1]);
            return;
        }
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Utf8Formatter.TryFormat(reader.GetDateTimeOffset(), row.Rest, out var length, 'O');
        row.Advance(length);
    }
}
