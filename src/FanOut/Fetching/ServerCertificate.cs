using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace FanOut.Fetching;

/// <summary>Whether a server has shown a certificate for the host that was asked for.</summary>
internal static class ServerCertificate
{
    /// <summary>
    /// Stricter than the platform: only the alternative names count, as browsers have it. A subject is free text to many
    /// authorities, and may read like a host or an address that nobody has checked.
    /// </summary>
    public static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var fault = FaultOf(errors, chain);
        if (fault is null && !((X509Certificate2)certificate!).MatchesHostname(((SslStream)sender).TargetHostName, allowWildcards: true, allowCommonName: false))
        {
            fault = "certificate without alternative names";
        }

        // Refusing by the answer would leave a text that tells of a callback and not of the certificate.
        return fault is null ? true : throw new AuthenticationException(fault);
    }

    private static string? FaultOf(SslPolicyErrors errors, X509Chain? chain) => errors switch
    {
        SslPolicyErrors.None => null,
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) => "no certificate",
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => "certificate of another host",
        _ => "certificate not trusted: " + string.Join(", ", chain?.ChainStatus.Select(status => status.Status).Distinct() ?? []),
    };
}
