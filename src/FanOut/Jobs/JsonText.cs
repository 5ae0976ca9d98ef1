using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace FanOut.Jobs;

/// <summary>
/// Decodes JSON strings as Utf8JsonReader leaves them. Its own GetString throws at a lone surrogate or at bytes that are
/// not UTF-8, which here are only a caller's odd URL: they become U+FFFD.
/// </summary>
internal static class JsonText
{
    private const int HexDigits = 4;

    /// <summary>The token's text; it needs one contiguous buffer under the reader.</summary>
    public static string Read(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        return Encoding.UTF8.GetString(reader.ValueIsEscaped ? Unescape(raw, new byte[raw.Length]) : raw);
    }

    /// <summary>Resolves the escapes of a string that the reader has accepted; the result is never longer than <paramref name="raw"/>.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw, Span<byte> buffer)
    {
        var length = 0;
        while (true)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0) plain = raw.Length;
            raw[..plain].CopyTo(buffer[length..]);
            length += plain;
            if (plain == raw.Length) return buffer[..length];
            var kind = raw[plain + 1];
            raw = raw[(plain + 2)..];
            if (kind == 'u') length += TakeRune(ref raw).EncodeToUtf8(buffer[length..]);
            else buffer[length++] = Control(kind);
        }
    }

    private static byte Control(byte kind) => kind switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => kind,
    };

    private static Rune TakeRune(ref ReadOnlySpan<byte> raw)
    {
        var first = Hex(raw);
        raw = raw[HexDigits..];
        if (Rune.TryCreate(first, out var rune)) return rune;
        if (!char.IsHighSurrogate(first) || !raw.StartsWith("\\u"u8)) return Rune.ReplacementChar;
        if (!Rune.TryCreate(first, Hex(raw[2..]), out rune)) return Rune.ReplacementChar;
        raw = raw[(2 + HexDigits)..];
        return rune;
    }

    private static char Hex(ReadOnlySpan<byte> raw) =>
        Utf8Parser.TryParse(raw[..HexDigits], out ushort unit, out _, 'x') ? (char)unit : '\uFFFD';
}
