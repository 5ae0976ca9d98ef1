using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FanOut.Tests.Fetching;

/// <summary>Certificates for 127.0.0.1, good and bad.</summary>
internal static class Certificates
{
    public static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Request("CN=test", key, isAuthority: false, IPAddress.Loopback.ToString()).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public static X509Certificate2 Root()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Request("CN=root", key, isAuthority: true, null).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-20), DateTimeOffset.UtcNow.AddDays(20));
    }

    /// <param name="address">The address that the certificate is for; null for none.</param>
    /// <param name="endsInDays">When it expires, from now; it begins ten days before that or before now.</param>
    public static X509Certificate2 Issue(X509Certificate2 issuer, string name, bool isAuthority = false, string? address = "127.0.0.1", int endsInDays = 5, params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key, isAuthority, address);
        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        var end = DateTimeOffset.UtcNow.AddDays(endsInDays);
        using var issued = request.Create(issuer, end.AddDays(-10), end, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    private static CertificateRequest Request(string name, ECDsa key, bool isAuthority, string? address)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true));
        if (address is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Parse(address));
            request.CertificateExtensions.Add(names.Build());
        }

        return request;
    }
}
