using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FanOut.Fetching;

/// <summary>The one pool of connections; every one of them is dialled by the egress guard.</summary>
internal sealed class FetchTransport(HttpMessageHandler handler) : HttpMessageInvoker(handler)
{
    /// <summary>Names move; a connection older than this is not given to another fetch.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConnectionIdle = TimeSpan.FromSeconds(30);
    private const int MaxHeadersKiB = 32;
    /// <summary>Reading on to save a connection is worth no more than this.</summary>
    private const int MaxDrainBytes = 64 * 1024;

    /// <summary>How much of a body a server may send over HTTP/2 before it is read.</summary>
    private const int StreamWindowBytes = 256 * 1024;

    /// <summary>Without this a server that answers pings fast can have the window grow to 16 MiB for each body.</summary>
    static FetchTransport() => AppContext.SetSwitch("System.Net.SocketsHttpHandler.Http2FlowControl.DisableDynamicWindowSizing", isEnabled: true);

    public static FetchTransport Create(EgressGuard guard) => new(NewHandler(guard));

    internal static SocketsHttpHandler NewHandler(EgressGuard guard) => new()
    {
        ConnectCallback = guard.ConnectAsync,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = ConnectionLifetime,
        PooledConnectionIdleTimeout = ConnectionIdle,
        MaxConnectionsPerServer = int.MaxValue,
        MaxResponseHeadersLength = MaxHeadersKiB,
        MaxResponseDrainSize = MaxDrainBytes,
        // A Location in raw UTF-8 is common and would otherwise be read as Latin-1.
        ResponseHeaderEncodingSelector = static (name, _) => name.Equals("Location", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8 : null,
        InitialHttp2StreamWindowSize = StreamWindowBytes,
        EnableMultipleHttp2Connections = true,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = NewChainPolicy(),
            RemoteCertificateValidationCallback = ServerCertificate.Accept,
        },
    };

    /// <summary>A certificate names addresses to fetch issuers and revocation lists from, which no guard would judge.</summary>
    private static X509ChainPolicy NewChainPolicy() => new() { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
}
