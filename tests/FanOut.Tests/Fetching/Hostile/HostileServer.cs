using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace FanOut.Tests.Fetching.Hostile;

/// <summary>A server on loopback that behaves as its scenario says, on every connection.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    public static readonly X509Certificate2 Root = Certificates.Root();
    private static readonly X509Certificate2 GoodCertificate = Certificates.Issue(Root, "CN=good");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Scenario _scenario;
    private readonly Task _serving;

    public HostileServer(Scenario scenario)
    {
        _scenario = scenario;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url => $"{(_scenario.IsTls ? "https" : "http")}://{_listener.LocalEndpoint}/";

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving.WaitAsync(TestTimes.Patience);
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stopping.Token);
                connections.Add(ServeAsync(client, connections.Count + 1));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The listener has been closed.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        try
        {
            using var client = socket;
            await using Stream plain = new NetworkStream(socket);
            if (_scenario.SpeaksFirst)
            {
                await _scenario.Behave(new HostileConnection(plain, socket, number, _stopping.Token));
                return;
            }

            await using var stream = _scenario.IsTls ? await HandshakeAsync(plain) : plain;
            var connection = new HostileConnection(stream, socket, number, _stopping.Token);
            if (!_scenario.IsHttp2)
            {
                await connection.ReadHeadAsync();
            }

            await _scenario.Behave(connection);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or AuthenticationException or ObjectDisposedException)
        {
            // The client has gone, or the test has.
        }
    }

    private async Task<Stream> HandshakeAsync(Stream plain)
    {
        var tls = new SslStream(plain);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                // Offline: a server looks for its issuers too, and what is dialled for that is not the client's doing.
                ServerCertificateContext = SslStreamCertificateContext.Create(_scenario.Certificate ?? GoodCertificate, null, offline: true),
                ApplicationProtocols = [_scenario.IsHttp2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11],
            },
            _stopping.Token);
        return tls;
    }
}
