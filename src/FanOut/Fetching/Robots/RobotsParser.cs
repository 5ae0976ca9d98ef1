using System.Text;

namespace FanOut.Fetching.Robots;

/// <summary>Reads robots.txt as RFC 9309 has it. Whatever it is given, it finds the lines it knows and passes over the others.</summary>
internal static class RobotsParser
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="text">The file.</param>
    /// <param name="product">Whose rules are wanted; those for everyone where no group names it.</param>
    public static RobotsRules Parse(ReadOnlySpan<byte> text, string product)
    {
        var groups = new RobotsGroups(product);
        if (text.StartsWith(ByteOrderMark)) text = text[ByteOrderMark.Length..];
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny((byte)'\r', (byte)'\n');
            ReadLine(end < 0 ? text : text[..end], groups);
            text = end < 0 ? [] : text[(end + 1)..];
        }

        return groups.Rules();
    }

    private static void ReadLine(ReadOnlySpan<byte> line, RobotsGroups groups)
    {
        var comment = line.IndexOf((byte)'#');
        if (comment >= 0) line = line[..comment];
        var colon = line.IndexOf((byte)':');
        if (colon < 0) return;
        var key = line[..colon].Trim(" \t"u8);
        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (Ascii.EqualsIgnoreCase(key, "user-agent"u8)) groups.AddAgent(value);
        else if (Ascii.EqualsIgnoreCase(key, "allow"u8)) groups.AddRule(value, allows: true);
        else if (Ascii.EqualsIgnoreCase(key, "disallow"u8)) groups.AddRule(value, allows: false);
    }
}
