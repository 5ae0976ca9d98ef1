using System.Globalization;
using System.Net;

namespace FanOut.Fetching;

/// <summary>
/// Reads the head of an answer as it was sent, and says what is wrong with it that the HTTP client lets pass: where that
/// takes a guess, two readers of one answer may see two bodies.
/// </summary>
internal static class AnswerHead
{
    private const int MaxHeaderLines = 500;

    /// <summary>Null when nothing is wrong.</summary>
    public static string? Fault(HttpResponseMessage response)
    {
        var lines = LinesOf(response.Headers.NonValidated) + LinesOf(response.Content.Headers.NonValidated);
        return lines > MaxHeaderLines ? $"more than {MaxHeaderLines} header lines" : null;
    }

    /// <summary>Where a redirect leads, as it stands there; null when it does not say.</summary>
    public static string? Location(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString() : null;

    /// <summary>How the body is encoded; null when it is not.</summary>
    public static string? ContentEncoding(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues("Content-Encoding", out var values) ? values.ToString() : null;

    /// <summary>What is wrong with what the head says of the body's length; null when nothing.</summary>
    public static string? FramingFault(HttpResponseMessage response)
    {
        var hasLength = response.Content.Headers.NonValidated.TryGetValues("Content-Length", out var lengths);
        if (hasLength && LengthFault(lengths) is { } fault)
        {
            return fault;
        }

        if (response.Version >= HttpVersion.Version20 || !response.Headers.NonValidated.TryGetValues("Transfer-Encoding", out var codings))
        {
            return null;
        }

        return !codings.ToString().Trim().Equals("chunked", StringComparison.OrdinalIgnoreCase) ? "unknown transfer encoding"
            : hasLength ? "both Content-Length and Transfer-Encoding"
            : null;
    }

    private static string? LengthFault(System.Net.Http.Headers.HeaderStringValues headers)
    {
        string? first = null;
        foreach (var length in headers.SelectMany(header => header.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (!long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return "invalid Content-Length";
            }

            first ??= length;
            if (!string.Equals(first, length, StringComparison.Ordinal))
            {
                return "conflicting Content-Length headers";
            }
        }

        return null;
    }

    private static int LinesOf(System.Net.Http.Headers.HttpHeadersNonValidated headers)
    {
        var lines = 0;
        foreach (var header in headers)
        {
            lines += header.Value.Count;
        }

        return lines;
    }
}
