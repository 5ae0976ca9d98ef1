using System.Text;

namespace FanOut.Fetching;

/// <summary>Makes one short line, fit for a log and a terminal, of text that came from elsewhere.</summary>
internal static class ErrorLine
{
    public const int MaxLength = 200;

    private const int MaxStackLength = 512;

    public static string Clean(string text) => Clean(text, MaxLength);

    /// <summary>
    /// Whitespace collapsed, control characters and those that turn the direction of writing removed, at most
    /// <paramref name="maxLength"/> UTF-16 units, no surrogate pair split.
    /// </summary>
    public static string Clean(ReadOnlySpan<char> text, int maxLength)
    {
        var most = Math.Min(text.Length, maxLength);
        Span<char> line = most <= MaxStackLength ? stackalloc char[most] : new char[most];
        var length = 0;
        var pendingSpace = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                pendingSpace = length > 0;
                continue;
            }

            if (Rune.IsControl(rune) || TurnsDirection(rune.Value))
            {
                continue;
            }

            if (length + (pendingSpace ? 1 : 0) + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            if (pendingSpace)
            {
                line[length++] = ' ';
                pendingSpace = false;
            }

            length += rune.EncodeToUtf16(line[length..]);
        }

        return new string(line[..length]);
    }

    private static bool TurnsDirection(int codePoint) =>
        codePoint is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
