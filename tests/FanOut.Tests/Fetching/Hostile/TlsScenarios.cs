using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching.Hostile;

/// <summary>Certificates that must not be trusted, and handshakes that go wrong.</summary>
internal static class TlsScenarios
{
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    public static IEnumerable<Scenario> All =>
    [
        Answering("TLS as it should be", Outcome.Ok, null),
        Answering("certificate expired", Outcome.TlsError, Certificates.Issue(HostileServer.Root, "CN=old", endsInDays: -1)),
        Answering("certificate not valid yet", Outcome.TlsError, Certificates.Issue(HostileServer.Root, "CN=new", endsInDays: 12)),
        Answering("certificate of another host", Outcome.TlsError, Certificates.Issue(HostileServer.Root, "CN=another", address: "127.0.0.9")),
        Answering("certificate with its address as common name alone", Outcome.TlsError, Certificates.Issue(HostileServer.Root, "CN=127.0.0.1", address: null)),
        Answering("certificate of another host with its address as common name", Outcome.TlsError, Certificates.Issue(HostileServer.Root, "CN=127.0.0.1", address: "127.0.0.9")),
        Answering("certificate signed by itself", Outcome.TlsError, Certificates.SelfSigned()),
        Answering("certificate for clients", Outcome.TlsError, Certificates.Issue(HostileServer.Root, "CN=client", extensions: new X509EnhancedKeyUsageExtension([ClientAuthentication], critical: true))),
        First("plain text on the TLS port", Outcome.TlsError, connection => connection.SayAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")),
        First("bytes of no meaning on the TLS port", Outcome.TlsError, connection => connection.SayAsync(RandomNumberGenerator.GetBytes(500))),
        First("handshake that hangs", Outcome.Timeout, connection => connection.StallAsync()),
        First("handshake cut", Outcome.TlsError, async connection => await connection.Stream.ReadExactlyAsync(new byte[1])),
        First("alert for an answer", Outcome.TlsError, async connection =>
        {
            await connection.Stream.ReadExactlyAsync(new byte[1]);
            await connection.SayAsync([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]);
        }),
        First("plain text that trickles on the TLS port", Outcome.TlsError, connection => connection.TrickleAsync("HTTP/1.1 200 OK\r\n")),
        new("body cut under TLS", Outcome.ProtocolError, connection => connection.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")) { IsTls = true },
        new("body that stops under TLS", Outcome.Timeout, async connection =>
        {
            await connection.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort");
            await connection.StallAsync();
        }) { IsTls = true },
    ];

    private static Scenario Answering(string name, Outcome expected, X509Certificate2? certificate) =>
        Scenario.Says(name, expected, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody") with { IsTls = true, Certificate = certificate };

    private static Scenario First(string name, Outcome expected, Func<HostileConnection, Task> behave) => new(name, expected, behave) { IsTls = true, SpeaksFirst = true };
}
