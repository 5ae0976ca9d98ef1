using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

/// <summary>
/// Tells what a process has used so far to whoever connects, one line a connection: milliseconds of CPU, bytes allocated,
/// collections. The runtime starts it in any .NET process that has DOTNET_STARTUP_HOOKS and BENCH_PROBE_PORT.
/// </summary>
#pragma warning disable MA0047, CA1050 // The runtime looks for it under this very name.
internal static class StartupHook
#pragma warning restore MA0047, CA1050
{
    public static void Initialize()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("BENCH_PROBE_PORT"), CultureInfo.InvariantCulture, out var port)) return;
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        new Thread(() => Answer(listener)) { IsBackground = true }.Start();
    }

    private static void Answer(TcpListener listener)
    {
        while (true)
        {
            using var caller = listener.AcceptTcpClient();
            var used = string.Create(CultureInfo.InvariantCulture,
                $"{Environment.CpuUsage.TotalTime.TotalMilliseconds} {GC.GetTotalAllocatedBytes(precise: false)} {GC.CollectionCount(0)} {GC.CollectionCount(2)}\n");
            caller.GetStream().Write(Encoding.ASCII.GetBytes(used));
        }
    }
}
