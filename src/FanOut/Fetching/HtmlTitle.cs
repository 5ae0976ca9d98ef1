using System.Buffers;
using System.Text;

namespace FanOut.Fetching;

/// <summary>
/// The title of a page. Nearly always it is what stands before the first <c>&lt;/title</c>, so no more than that is decoded
/// and read; the rest is looked at when that end tag stood in a comment, a script or an image.
/// </summary>
internal static class HtmlTitle
{
    public const int MaxLength = 300;
    /// <summary>No title is looked for beyond so many bytes of a page.</summary>
    public const int Window = 64 * 1024;

    public static string? Find(ReadOnlySpan<byte> html, Encoding encoding)
    {
        var page = html[..Math.Min(html.Length, Window)];
        return Search(page, encoding) is { Length: > 0 } title ? title : null;
    }

    private static string? Search(ReadOnlySpan<byte> page, Encoding encoding)
    {
        if (encoding is UnicodeEncoding or UTF32Encoding)
        {
            return Read(page, encoding);
        }

        var end = FirstEndTag(page);
        return end < 0 ? null : Read(page[..end], encoding) ?? Read(page, encoding);
    }

    private static string? Read(ReadOnlySpan<byte> page, Encoding encoding)
    {
        var chars = ArrayPool<char>.Shared.Rent(encoding.GetMaxCharCount(page.Length));
        try
        {
            var length = encoding.GetChars(page, chars);
            return HtmlTitleTokens.Read(chars.AsMemory(0, length)) is { } text ? ErrorLine.Clean(text, MaxLength) : null;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    private static int FirstEndTag(ReadOnlySpan<byte> page)
    {
        var tag = "</title"u8;
        for (var start = 0; ; start += 2)
        {
            var next = page[start..].IndexOf("</"u8);
            if (next < 0 || start + next + tag.Length >= page.Length)
            {
                return -1;
            }

            start += next;
            if (Ascii.EqualsIgnoreCase(page.Slice(start, tag.Length), tag) && EndsTagName(page[start + tag.Length]))
            {
                return start;
            }
        }
    }

    private static bool EndsTagName(byte next) => next is (byte)'>' or (byte)'/' or (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f';
}
