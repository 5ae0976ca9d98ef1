using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Text;

namespace FanOut.Fetching;

/// <summary>Which encoding a body is in: byte order mark, then Content-Type, then the page's own word, then UTF-8.</summary>
internal static class Charset
{
    /// <summary>The HTML standard looks for a declaration in so many bytes.</summary>
    private const int DeclarationWindow = 1024;

    // The page is a stranger's: no pattern that can be made to backtrack.
    private static readonly Regex Declaration =
        new("""charset\s*=\s*["']?\s*[^\s"'/>;]+""", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    static Charset() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Detect(ReadOnlySpan<byte> body, string? contentType, bool isHtml, out int preambleLength)
    {
        foreach (var marked in ByteOrderMarked)
        {
            if (body.StartsWith(marked.Preamble))
            {
                preambleLength = marked.Preamble.Length;
                return marked;
            }
        }

        preambleLength = 0;
        return Declared(contentType) ?? (isHtml ? DeclaredInPage(body) : null) ?? Encoding.UTF8;
    }

    // UTF-32 before UTF-16: the little-endian mark of one begins with that of the other.
    private static Encoding[] ByteOrderMarked { get; } = [Encoding.UTF8, Encoding.UTF32, Encoding.Unicode, Encoding.BigEndianUnicode];

    private static Encoding? Declared(string? declaration) =>
        declaration is not null && declaration.Contains("charset", StringComparison.OrdinalIgnoreCase) ? TextEncoding.Parse(declaration) : null;

    private static Encoding? DeclaredInPage(ReadOnlySpan<byte> body)
    {
        Span<char> window = stackalloc char[Math.Min(body.Length, DeclarationWindow)];
        Encoding.Latin1.GetChars(body[..window.Length], window);
        foreach (var declaration in Declaration.EnumerateMatches(window))
        {
            var label = window.Slice(declaration.Index, declaration.Length);
            var encoding = TextEncoding.Resolve(label[(label.IndexOf('=') + 1)..].Trim(" \t\r\n\f\"'").ToString());
            // It was read as single bytes, so the page cannot be in UTF-16 whatever it says.
            return encoding is UnicodeEncoding ? Encoding.UTF8 : encoding;
        }

        return null;
    }
}
