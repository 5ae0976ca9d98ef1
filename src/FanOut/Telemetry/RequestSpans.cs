using OpenTelemetry.Instrumentation.AspNetCore;

namespace FanOut.Telemetry;

/// <summary>Spans of the app's own requests.</summary>
internal static class RequestSpans
{
    public static void Configure(AspNetCoreTraceInstrumentationOptions options)
    {
        // Asked every few seconds, by balancers and probes.
        options.Filter = http => !http.Request.Path.Value!.EndsWith("/health", StringComparison.OrdinalIgnoreCase);
        // A key may be in the query (?code=), and what a caller sends as its name is not ours to keep.
        options.EnrichWithHttpResponse = static (span, _) => span.SetTag("url.query", null).SetTag("user_agent.original", null);
    }
}
