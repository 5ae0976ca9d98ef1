using System.Diagnostics;
using FanOut.Fetching;

namespace FanOut.Telemetry;

/// <summary>
/// What the span of a fetch tells of it. Of the URL only scheme and host: paths, queries and user information may hold
/// secrets, and so may the text of an error.
/// </summary>
internal static class FetchSpans
{
    public static void Describe(Activity? span, FetchRecord record)
    {
        if (span is not { IsAllDataRequested: true }) return;
        span.SetTag("fanout.outcome", OutcomeNames.Of(record.Outcome))
            .SetTag("fanout.index", record.Index)
            .SetTag("fanout.attempts", record.Attempts)
            .SetTag("fanout.redirects", record.Redirects)
            .SetTag("http.response.status_code", record.StatusCode)
            .SetTag("http.response.body.size", record.Bytes);
        if (TargetUrl.Parse(record.Url, out var url) is not null) return;
        span.SetTag("url.scheme", url.Scheme).SetTag("server.address", url.IdnHost);
    }
}
