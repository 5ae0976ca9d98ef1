using System.Net;
using System.Net.Sockets;

namespace FunctionsEmulator.Storage.Azurite;

internal static class FreePort
{
    /// <summary>A loopback port that was free a moment ago; whoever binds it must still be ready to find it taken.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
