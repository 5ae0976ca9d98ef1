using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using CrashLoop.App;
using EndToEnd.Tests.App;
using FanOut;
using FunctionsEmulator.Storage.Azurite;

namespace EndToEnd.Tests.Crashes;

/// <summary>The built app as a process of its own, on storage that outlives it: so it can be killed, and started again.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_exitLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private AppProcess(Process process, Uri address)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Output.Add(line.Data, isError: false);
        _process.ErrorDataReceived += (_, line) => Output.Add(line.Data, isError: true);
        Api = new JobApi(address);
    }

    public JobApi Api { get; }
    public AppOutput Output { get; } = new();
    public int Id => _process.Id;
    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts the app and returns when it serves requests.</summary>
    public static async Task<AppProcess> StartAsync(string storage, string name, bool isCrashApp = false, params (string Name, string Value)[] environment)
    {
        var app = Launch(storage, name, isCrashApp, environment);
        try
        {
            await Eventually.SeeAsync(app.IsServingAsync, serving => serving, "a healthy app");
            return app;
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            throw new InvalidOperationException($"The app did not start: {e.Message}\n{app.Output}", e);
        }
    }

    /// <summary>Starts the app without waiting for it.</summary>
    /// <param name="storage">Connection string of its storage.</param>
    /// <param name="name">Of task hub and container.</param>
    /// <param name="isCrashApp">With the kill points of the crash loop.</param>
    /// <param name="environment">Variables in addition to those that every app here has.</param>
    public static AppProcess Launch(string storage, string name, bool isCrashApp = false, params (string Name, string Value)[] environment)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var start = new ProcessStartInfo("dotnet", isCrashApp ? [typeof(CrashApp).Assembly.Location, CrashApp.Verb] : [typeof(FanOutBuilder).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["ASPNETCORE_URLS"] = address.AbsoluteUri,
                ["AzureWebJobsStorage"] = storage,
                ["TASKHUB_NAME"] = name,
                ["FanOut__Container"] = name,
                ["FanOut__AllowedNetworks"] = "127.0.0.0/8",
                ["FanOut__AllowedPorts"] = "*",
                ["FanOut__CallbackSecret"] = CallbackReceiver.Secret,
            },
        };
        if (isCrashApp)
        {
            start.Environment[CrashApp.PointVariable] = nameof(KillPoint.Outside);
            start.Environment[CrashApp.PassesVariable] = "0";
            start.Environment[CrashApp.WitnessVariable] = address.AbsoluteUri;
            start.Environment[CrashApp.LifeVariable] = "FanOut/1";
        }
        foreach (var (variable, value) in environment) start.Environment[variable] = value;
        var app = new AppProcess(new Process { StartInfo = start }, address);
        app._process.Start();
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        return app;
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>Looks at a job until something is seen of it, or until this process has died.</summary>
    public Task SeeOrExitAsync(string jobId, Predicate<JsonElement> seen) => Eventually.SeeAsync(async () =>
    {
        try
        {
            return seen(await Api.GetAsync(jobId));
        }
        catch (HttpRequestException)
        {
            await ExitAsync();
            return true;
        }
    }, done => done, "that or its death");

    public void Signal(UnixSignalNumber signal) => Assert.Equal(0, Kill(Id, (int)signal));

    /// <summary>Waits until it has ended, and returns its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(s_exitLimit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
        Api.Dispose();
    }

    private async Task<bool> IsServingAsync()
    {
        Assert.False(_process.HasExited, "It has ended.");
        try
        {
            using var limit = new CancellationTokenSource(s_startLimit);
            using var answer = await Api.Http.GetAsync(new Uri("/api/health", UriKind.Relative), limit.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
