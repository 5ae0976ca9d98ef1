using System.Net.Http.Headers;

namespace FanOut.Fetching;

/// <summary>How long a server asks to be left alone.</summary>
internal static class RetryAfter
{
    /// <summary>Null when the header is absent, not understood, or asks for no wait.</summary>
    public static TimeSpan? Parse(string? header, DateTimeOffset now)
    {
        if (!RetryConditionHeaderValue.TryParse(header, out var condition))
        {
            return null;
        }

        var wait = condition.Delta ?? condition.Date - now;
        return wait > TimeSpan.Zero ? wait : null;
    }
}
