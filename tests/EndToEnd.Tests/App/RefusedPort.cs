using System.Net;
using System.Net.Sockets;

namespace EndToEnd.Tests.App;

/// <summary>A loopback port that refuses connections: it is held, so nobody else can take it, and never listened on.</summary>
internal sealed class RefusedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public RefusedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public string Url => $"http://{_socket.LocalEndPoint}/";

    public void Dispose() => _socket.Dispose();
}
