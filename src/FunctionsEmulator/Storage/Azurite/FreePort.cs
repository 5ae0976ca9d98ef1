using System.Net;
using System.Net.Sockets;

namespace FunctionsEmulator.Storage.Azurite;

internal static class FreePort
{
    // Below the ranges from which systems take the ports of outgoing connections, one of which could have it by the time it is bound.
    private const int Lowest = 15_000;
    private const int Count = 17_000;
    private static int _next = Random.Shared.Next(Count);

    /// <summary>A loopback port that was free a moment ago, and that this process has not been given before.</summary>
    public static int Next()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = Lowest + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
                return port;
        }

        throw new AzuriteException($"No port from {Lowest} to {Lowest + Count - 1} is free.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
