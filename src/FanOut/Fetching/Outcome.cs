using System.Text.Json.Serialization;

namespace FanOut.Fetching;

/// <summary>How the fetch of one URL ended. Every URL of a job has exactly one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>Final status 2xx and the whole body read.</summary>
    [JsonStringEnumMemberName("ok")] Ok,
    /// <summary>Any other final status.</summary>
    [JsonStringEnumMemberName("httpError")] HttpError,
    /// <summary>The URL was tried for its whole time limit.</summary>
    [JsonStringEnumMemberName("timeout")] Timeout,
    [JsonStringEnumMemberName("dnsError")] DnsError,
    [JsonStringEnumMemberName("connectError")] ConnectError,
    [JsonStringEnumMemberName("tlsError")] TlsError,
    /// <summary>Truncated, malformed, unknown or lying encoding.</summary>
    [JsonStringEnumMemberName("protocolError")] ProtocolError,
    [JsonStringEnumMemberName("tooLarge")] TooLarge,
    /// <summary>Refused by the egress guard or by robots.txt, or a redirect from https to http.</summary>
    [JsonStringEnumMemberName("blocked")] Blocked,
    /// <summary>Syntax, scheme, userinfo or length.</summary>
    [JsonStringEnumMemberName("invalidUrl")] InvalidUrl,
    /// <summary>Too many redirects, a loop, no or a bad Location, or another scheme.</summary>
    [JsonStringEnumMemberName("redirectError")] RedirectError,
    /// <summary>Started, then stopped by the job.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,
    /// <summary>Never started.</summary>
    [JsonStringEnumMemberName("notRun")] NotRun,
}
