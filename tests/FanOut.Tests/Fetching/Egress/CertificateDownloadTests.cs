using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using FanOut.Fetching;
using FanOut.Tests.Fetching.Hostile;

namespace FanOut.Tests.Fetching.Egress;

public sealed class CertificateDownloadTests
{
    /// <summary>Where nobody else dials: other tests look on 127.0.0.1 whether anything answers on a port that was free.</summary>
    private static readonly IPAddress s_quiet = IPAddress.Parse("127.0.0.2");

    [Fact]
    public async Task Fetch_CertificateThatNamesAddresses_DialsNoneOfThem()
    {
        using var named = new TcpListener(s_quiet, 0);
        named.Start();
        var url = $"http://{named.LocalEndpoint}/";
        using var root = Certificates.Root();
        using var missing = Certificates.Issue(root, "CN=between", isAuthority: true);
        using var leaf = Certificates.Issue(missing, "CN=leaf", extensions:
        [
            new X509AuthorityInformationAccessExtension([url + "ocsp"], [url + "issuer.crt"]),
            CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([url + "list.crl"]),
        ]);
        await using var server = Serving(leaf);
        using var fetcher = new TestFetcher(trusted: root);

        var record = await fetcher.GetAsync(server.Url);

        Assert.Equal(Outcome.TlsError, record.Outcome);
        Assert.False(named.Pending());
    }

    [Fact]
    public async Task Fetch_CertificateOfATrustedRoot_IsOkWhateverListItNames()
    {
        using var named = new TcpListener(s_quiet, 0);
        named.Start();
        using var root = Certificates.Root();
        using var leaf = Certificates.Issue(root, "CN=leaf", extensions: [CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([$"http://{named.LocalEndpoint}/list.crl"])]);
        await using var server = Serving(leaf);
        using var fetcher = new TestFetcher(trusted: root);

        Assert.Equal(Outcome.Ok, (await fetcher.GetAsync(server.Url)).Outcome);
        Assert.False(named.Pending());
    }

    private static HostileServer Serving(X509Certificate2 certificate) =>
        new(Scenario.Says("certificate", Outcome.Ok, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") with { IsTls = true, Certificate = certificate });
}
