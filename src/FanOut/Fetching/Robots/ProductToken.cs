using System.Buffers;
using System.Text;

namespace FanOut.Fetching.Robots;

/// <summary>The name that a User-Agent header and the groups of robots.txt have in common.</summary>
internal static class ProductToken
{
    private const string CompatibleMark = "compatible;";

    /// <summary>Digits are not in RFC 9309, and are in the names of crawlers.</summary>
    private static readonly SearchValues<char> s_characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Of <c>Name/1.0 (...)</c> and of <c>Mozilla/5.0 (compatible; Name/1.0; ...)</c> the name; empty when there is none.</summary>
    public static string Of(string userAgent)
    {
        var compatible = userAgent.IndexOf(CompatibleMark, StringComparison.OrdinalIgnoreCase);
        var named = compatible >= 0 && userAgent.StartsWith("Mozilla", StringComparison.OrdinalIgnoreCase)
            ? userAgent.AsSpan(compatible + CompatibleMark.Length).TrimStart()
            : userAgent.AsSpan();
        return Start(named).ToString();
    }

    /// <summary>Whether a group's line names it; what follows the name, such as a version, does not matter, nor does case.</summary>
    public static bool IsNamedBy(ReadOnlySpan<byte> line, string token) =>
        token.Length > 0 && Start(Encoding.Latin1.GetString(line)).Equals(token, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Start(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(s_characters);
        return end < 0 ? text : text[..end];
    }
}
