namespace FanOut.Fetching;

internal static class ContentType
{
    private const int MaxLength = 100;
    private const string Html = "text/html", Xhtml = "application/xhtml+xml";

    /// <summary>The media type without its parameters, lower-case; null when there is none.</summary>
    public static string? MediaTypeOf(ReadOnlySpan<char> header)
    {
        var end = header.IndexOf(';');
        var type = (end < 0 ? header : header[..end]).Trim();
        return type.Equals(Html, StringComparison.OrdinalIgnoreCase) ? Html
            : ErrorLine.Clean(type, MaxLength) is { Length: > 0 } clean ? clean.ToLowerInvariant()
            : null;
    }

    public static bool IsHtml(string? mediaType) => mediaType is Html or Xhtml;
}
