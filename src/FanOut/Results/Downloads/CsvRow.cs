using System.Buffers;
using System.Runtime.InteropServices;

namespace FanOut.Results.Downloads;

/// <summary>A row in the making, in memory that is known to be large enough.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct CsvRow(Span<byte> memory)
{
    private static readonly SearchValues<byte> s_quoted = SearchValues.Create(",\"\r\n"u8);
    private static readonly SearchValues<byte> s_formulas = SearchValues.Create("=+-@\t\r\n"u8);

    private readonly Span<byte> _memory = memory;

    public int Length { get; private set; }

    /// <summary>The most that a row of so many cells takes whose texts have so many bytes together.</summary>
    public static int MostBytes(int cells, int textBytes)
    {
        const int quotesApostropheAndComma = 4, lineEnd = 2;
        return 2 * textBytes + cells * quotesApostropheAndComma + lineEnd;
    }

    public readonly Span<byte> Rest => _memory[Length..];

    public void Advance(int count) => Length += count;

    public void Comma() => _memory[Length++] = (byte)',';

    public void End() => Copy("\r\n"u8);

    public void Cell(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return;
        var isFormula = s_formulas.Contains(text[0]);
        if (!isFormula && text[0] != ' ' && text[^1] != ' ' && !text.ContainsAny(s_quoted))
        {
            Copy(text);
            return;
        }
        Copy(isFormula ? "\"'"u8 : "\""u8);
        while (text.IndexOf((byte)'"') is var quote and >= 0)
        {
            Copy(text[..(quote + 1)]);
            Copy("\""u8);
            text = text[(quote + 1)..];
        }
        Copy(text);
        Copy("\""u8);
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Rest);
        Length += bytes.Length;
    }
}
