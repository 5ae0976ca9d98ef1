using System.Text;
using AngleSharp.Text;

namespace FanOut.Fetching;

/// <summary>Which encoding a body is in: byte order mark, then Content-Type, then the page's own word, then UTF-8.</summary>
internal static class Charset
{
    /// <summary>The HTML standard looks for a declaration in so many bytes.</summary>
    private const int DeclarationWindow = 1024;

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
        var window = body[..Math.Min(body.Length, DeclarationWindow)];
        var at = IndexOfCharset(window);
        if (at < 0)
        {
            return null;
        }

        var encoding = TextEncoding.Parse(Encoding.Latin1.GetString(window[at..]));
        // The declaration was read as single bytes, so the page cannot be in UTF-16 whatever it says.
        return encoding is UnicodeEncoding ? Encoding.UTF8 : encoding;
    }

    private static int IndexOfCharset(ReadOnlySpan<byte> window)
    {
        var name = "charset"u8;
        for (var at = 0; at + name.Length <= window.Length; at++)
        {
            var next = window[at..].IndexOfAny((byte)'c', (byte)'C');
            if (next < 0 || (at += next) + name.Length > window.Length)
            {
                return -1;
            }

            if (Ascii.EqualsIgnoreCase(window.Slice(at, name.Length), name))
            {
                return at;
            }
        }

        return -1;
    }
}
