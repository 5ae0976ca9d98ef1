using System.Text;
using FanOut.Jobs;

namespace FanOut.Fetching;

/// <summary>The syntax of a URL that may be fetched.</summary>
internal static class TargetUrl
{
    /// <summary>What is wrong with the text; null when <paramref name="url"/> can be fetched.</summary>
    public static string? Parse(string text, out Uri url)
    {
        url = null!;
        if (text.Length > JobLimits.MaxUrlLength)
        {
            return $"URL longer than {JobLimits.MaxUrlLength} characters";
        }

        if (text.Length == 0 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || text.AsSpan().ContainsAnyInRange('\0', '\x1f'))
        {
            return "not a URL";
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var parsed))
        {
            return "not an absolute URL";
        }

        if (!IsHttp(parsed))
        {
            return "scheme is neither http nor https";
        }

        if (HasUserInfo(parsed))
        {
            return "user information in the URL";
        }

        if (parsed.IdnHost.Length == 0)
        {
            return "URL without a host";
        }

        if (!Ascii.IsValid(parsed.IdnHost))
        {
            return "host that is no valid name";
        }

        url = parsed;
        return null;
    }

    public static bool IsHttp(Uri url) => url.Scheme is "http" or "https";

    /// <summary>An empty one (<c>http://@host/</c>) counts; <see cref="Uri.UserInfo"/> does not tell it from none.</summary>
    public static bool HasUserInfo(Uri url)
    {
        if (url.UserInfo.Length > 0)
        {
            return true;
        }

        var text = url.OriginalString;
        return text.AsSpan()[Authority(text)].Contains('@');
    }

    private static Range Authority(string text)
    {
        var start = text.IndexOf(':') + 1;
        while (start < text.Length && (text[start] is '/' or '\\'))
        {
            start++;
        }

        var length = text.AsSpan(start).IndexOfAny("/\\?#");
        return start..(length < 0 ? text.Length : start + length);
    }
}
