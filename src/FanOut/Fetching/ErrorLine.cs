using System.Text;

namespace FanOut.Fetching;

/// <summary>Makes one short line, fit for a log and a terminal, of text that came from elsewhere.</summary>
internal static class ErrorLine
{
    public const int MaxLength = 200;

    public static string Clean(string text) => Clean(text, MaxLength);

    /// <summary>
    /// Whitespace collapsed, control characters and those that turn the direction of writing removed, at most
    /// <paramref name="maxLength"/> UTF-16 units, no surrogate pair split.
    /// </summary>
    public static string Clean(ReadOnlySpan<char> text, int maxLength)
    {
        var line = new StringBuilder(Math.Min(text.Length, maxLength));
        var pendingSpace = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                pendingSpace = line.Length > 0;
                continue;
            }

            if (Rune.IsControl(rune) || TurnsDirection(rune.Value))
            {
                continue;
            }

            if (line.Length + (pendingSpace ? 1 : 0) + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            if (pendingSpace)
            {
                line.Append(' ');
                pendingSpace = false;
            }

            line.Append(rune);
        }

        return line.ToString();
    }

    private static bool TurnsDirection(int codePoint) =>
        codePoint is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
