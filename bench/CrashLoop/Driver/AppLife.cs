using System.Diagnostics;
using CrashLoop.App;

namespace CrashLoop.Driver;

/// <summary>One life of the app, as a process of its own.</summary>
internal sealed class AppLife : IDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(20);

    /// <summary>128 and the number of the signal, as shells count.</summary>
    private const int KilledExitCode = 128 + 9;

    private readonly Process _process;
    private readonly Queue<string> _lastOutput = new();

    private AppLife(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
    }

    public HttpClient Http { get; }

    public Task Ended => _process.WaitForExitAsync();

    public bool HasEnded => _process.HasExited;

    /// <summary>Whether it ended by SIGKILL, and not by itself.</summary>
    public bool WasKilled => _process.ExitCode == KilledExitCode;

    /// <summary>What it printed last.</summary>
    public string Output
    {
        get
        {
            lock (_lastOutput) return string.Join('\n', _lastOutput);
        }
    }

    public static AppLife Start(IReadOnlyDictionary<string, string> settings, Uri address)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(AppLife).Assembly.Location, CrashApp.Verb])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = address.AbsoluteUri;
        var life = new AppLife(new Process { StartInfo = start }, address);
        life._process.Start();
        life._process.BeginOutputReadLine();
        life._process.BeginErrorReadLine();
        return life;
    }

    /// <summary>Ends when it serves requests, true, or is dead, false.</summary>
    public async Task<bool> ServesAsync()
    {
        using var pace = new PeriodicTimer(s_pace);
        for (var since = Stopwatch.GetTimestamp(); !HasEnded; await pace.WaitForNextTickAsync())
        {
            if (Stopwatch.GetElapsedTime(since) > s_startLimit) throw new TimeoutException($"The app does not start:\n{Output}");
            try
            {
                using var health = await Http.GetAsync(new Uri("/api/health", UriKind.Relative));
                if (health.IsSuccessStatusCode) return true;
            }
            catch (HttpRequestException)
            {
            }
        }
        return false;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await Ended;
    }

    public void Dispose()
    {
        if (!HasEnded) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Http.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        const int Kept = 40;
        if (line.Data is null) return;
        lock (_lastOutput)
        {
            _lastOutput.Enqueue(line.Data);
            if (_lastOutput.Count > Kept) _lastOutput.Dequeue();
        }
    }
}
