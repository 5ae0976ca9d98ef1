using System.Diagnostics;
using System.Net.Sockets;
using FunctionsEmulator.Storage.Azurite;

namespace EndToEnd.Tests.Patterns;

/// <summary>httpbin on a free port, started with the first test that asks for it.</summary>
public sealed class Httpbin : IAsyncLifetime
{
    private const string Python = "/usr/bin/python3";
    private const int StartAttempts = 3;
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(50);

    private Process? _process;
    private string _address = "";

    public static bool IsInstalled => File.Exists("/usr/lib/python3/dist-packages/httpbin/core.py");

    public async Task<string> UrlAsync(string path)
    {
        if (_process is null) await StartAsync();
        return _address + path;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_process is not null) await StopAsync(_process);
    }

    private async Task StartAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Next();
            var process = Process.Start(new ProcessStartInfo(Python, ["-m", "httpbin.core", "--port", $"{port}"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.OutputDataReceived += Ignore;
            process.ErrorDataReceived += Ignore;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (await AnswersAsync(process, port))
            {
                (_process, _address) = (process, $"http://127.0.0.1:{port}");
                return;
            }
            await StopAsync(process);
            Assert.True(attempt < StartAttempts, "httpbin did not start. On Debian: apt-get install python3-httpbin");
        }
    }

    // It logs every request, and would stand still once the pipe is full.
    private static void Ignore(object sender, DataReceivedEventArgs line)
    {
    }

    private static async Task<bool> AnswersAsync(Process process, int port)
    {
        using var pace = new PeriodicTimer(s_pace);
        var since = Stopwatch.GetTimestamp();
        while (!process.HasExited && Stopwatch.GetElapsedTime(since) < s_startLimit)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                return true;
            }
            catch (SocketException)
            {
                await pace.WaitForNextTickAsync();
            }
        }
        return false;
    }

    private static async Task StopAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
