using System.Buffers;
using System.Globalization;
using System.Text;

namespace FanOut.Fetching.Robots;

/// <summary>
/// One spelling for the paths of URLs and of robots.txt, so that characters can be compared (RFC 9309, 2.2.2): escapes of
/// unreserved characters undone, everything that is neither reserved nor unreserved escaped, in upper-case hexadecimal.
/// </summary>
internal static class RobotsPath
{
    /// <summary>In a pattern: any number of any characters. In a URL the character itself is spelled %2A, as it is in a pattern that means it.</summary>
    public const char Wildcard = '*';

    private static readonly SearchValues<byte> s_unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    /// <summary>The reserved characters but the two that mean something in a pattern.</summary>
    private static readonly SearchValues<byte> s_reserved = SearchValues.Create(":/?#[]@!&'()+,;="u8);

    public static string OfUrl(Uri url) => Spell(Encoding.UTF8.GetBytes(url.PathAndQuery), isPattern: false);

    public static string OfPattern(ReadOnlySpan<byte> pattern) => Spell(pattern, isPattern: true);

    private static string Spell(ReadOnlySpan<byte> octets, bool isPattern)
    {
        var text = new StringBuilder(octets.Length);
        for (var i = 0; i < octets.Length; i++)
        {
            var octet = octets[i];
            if (octet is (byte)'%' && IsEscape(octets[i..], out var escaped))
            {
                Append(text, escaped, asIs: s_unreserved.Contains(escaped));
                i += 2;
            }
            else
            {
                Append(text, octet, asIs: s_unreserved.Contains(octet) || s_reserved.Contains(octet) || (isPattern && octet is (byte)Wildcard));
            }
        }

        return text.ToString();
    }

    private static bool IsEscape(ReadOnlySpan<byte> octets, out byte escaped)
    {
        escaped = 0;
        return octets.Length >= 3 && byte.TryParse(octets[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out escaped);
    }

    private static void Append(StringBuilder text, byte octet, bool asIs)
    {
        if (asIs) text.Append((char)octet);
        else text.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
    }
}
