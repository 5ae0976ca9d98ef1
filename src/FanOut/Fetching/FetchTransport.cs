using System.Text;

namespace FanOut.Fetching;

/// <summary>The one pool of connections; every one of them is dialled by the egress guard.</summary>
internal sealed class FetchTransport(HttpMessageHandler handler) : HttpMessageInvoker(handler)
{
    /// <summary>Names move; a connection older than this is not given to another fetch.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConnectionIdle = TimeSpan.FromSeconds(30);
    private const int MaxHeadersKiB = 64;
    /// <summary>Reading on to save a connection is worth no more than this.</summary>
    private const int MaxDrainBytes = 64 * 1024;

    public static FetchTransport Create(EgressGuard guard) => new(new SocketsHttpHandler
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
    });
}
