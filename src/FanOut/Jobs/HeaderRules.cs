using System.Buffers;
using System.Collections.Frozen;

namespace FanOut.Jobs;

/// <summary>Which headers a job may send.</summary>
internal static class HeaderRules
{
    private static readonly SearchValues<char> s_token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly FrozenSet<string> s_refused = new[]
    {
        "Connection", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Cookie", "Content-Length",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static string? CheckName(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(s_token))
            return "The name of a header may hold letters, digits and !#$%&'*+-.^_`|~ only.";
        var refused = s_refused.Contains(name) || name.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase);
        return refused ? "Belongs to the connection or to a single site, and cannot be sent to every URL. Leave it out." : null;
    }

    public static string? CheckValue(string value) =>
        value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? "The value of a header may hold printable ASCII characters only." : null;
}
