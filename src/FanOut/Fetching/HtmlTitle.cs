using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace FanOut.Fetching;

/// <summary>
/// The title of a page. Only what stands before a <c>&lt;/title</c> is parsed: a page's title is among its first bytes, and
/// parsing the whole would cost more than fetching it.
/// </summary>
internal static class HtmlTitle
{
    public const int MaxLength = 300;
    /// <summary>No title is looked for beyond so many bytes of a page.</summary>
    public const int Window = 64 * 1024;
    /// <summary>An end tag can stand in a comment, a script or an image; so many of those are looked past.</summary>
    private const int MaxCandidates = 4;

    private static readonly HtmlParser Parser = new();

    public static string? Find(ReadOnlySpan<byte> html, Encoding encoding)
    {
        var page = html[..Math.Min(html.Length, Window)];
        if (encoding is UnicodeEncoding or UTF32Encoding)
        {
            page = Encoding.Convert(encoding, Encoding.UTF8, page.ToArray());
            encoding = Encoding.UTF8;
        }

        var end = 0;
        for (var candidate = 0; candidate < MaxCandidates; candidate++)
        {
            end = NextEndTag(page, end);
            if (end < 0)
            {
                return null;
            }

            using var document = Parser.ParseDocument(encoding.GetString(page[..end]));
            if (document.All.OfType<IHtmlTitleElement>().FirstOrDefault() is { } title)
            {
                var text = ErrorLine.Clean(title.TextContent, MaxLength);
                return text.Length > 0 ? text : null;
            }

            end++;
        }

        return null;
    }

    private static int NextEndTag(ReadOnlySpan<byte> page, int start)
    {
        var tag = "</title"u8;
        while (true)
        {
            var next = page[start..].IndexOf("</"u8);
            if (next < 0 || start + next + tag.Length > page.Length)
            {
                return -1;
            }

            start += next;
            if (Ascii.EqualsIgnoreCase(page.Slice(start, tag.Length), tag) && EndsTagName(page, start + tag.Length))
            {
                return start;
            }

            start += 2;
        }
    }

    private static bool EndsTagName(ReadOnlySpan<byte> page, int at) =>
        at < page.Length && page[at] is (byte)'>' or (byte)'/' or (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f';
}
