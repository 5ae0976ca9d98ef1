using System.ComponentModel;
using System.Diagnostics;

namespace FunctionsEmulator.Storage.Azurite;

/// <summary>The pinned Azurite, run by this process: its blob service and nothing else.</summary>
internal sealed class AzuriteChild : IDisposable
{
    private const string ListeningLine = "successfully listens on";
    private const string SettingsPrefix = "AZURITE_";
    private static readonly string s_folder = Path.GetDirectoryName(typeof(AzuriteChild).Assembly.Location)!;
    private readonly Process _process;
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AzuriteChild(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    public ProcessIdentity Identity { get; private set; } = null!;

    public LastLines Said { get; } = new();

    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    public static AzuriteChild Start(AzuriteEndpoint endpoint, AzuriteOptions options)
    {
        var main = AzuriteProgram.Find(options) ?? throw new AzuriteException(
            $"Nothing answers on {endpoint.Address} and there is no Azurite, neither in {options.AzuriteDirectory} nor on the PATH; "
            + "install it with `npm install --global azurite`, or start a blob service there yourself.");
        var child = new AzuriteChild(Command(main, endpoint, options));
        try
        {
            child._process.Start();
        }
        catch (Win32Exception refused)
        {
            child.Dispose();
            throw new AzuriteException($"Azurite could not be started with {NodeProgram.Find()}: {refused.Message}", refused);
        }

        child.Identity = ProcessIdentity.Of(child._process.Id) ?? new ProcessIdentity(child._process.Id, Started: 0);
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>False when it ended instead.</summary>
    public async Task<bool> ListensAsync(CancellationToken cancellation)
    {
        var ended = ExitedAsync();
        return await Task.WhenAny(_listening.Task, ended).WaitAsync(cancellation) != ended;
    }

    public Task ExitedAsync() => _process.WaitForExitAsync(CancellationToken.None);

    /// <summary>For systems without SIGTERM.</summary>
    public void AskToStop()
    {
        try
        {
            _process.StandardInput.WriteLine("stop");
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    public void Dispose() => _process.Dispose();

    private void Hear(string? line)
    {
        Said.Add(line);
        if (line?.Contains(ListeningLine, StringComparison.Ordinal) == true)
            _listening.TrySetResult();
    }

    private static ProcessStartInfo Command(string main, AzuriteEndpoint endpoint, AzuriteOptions options)
    {
        var command = new ProcessStartInfo(NodeProgram.Find())
        {
            WorkingDirectory = options.DataDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            ArgumentList =
            {
                "--require", Path.Combine(s_folder, "preload.cjs"),
                "--require", Path.Combine(s_folder, "lokijs.cjs"),
                main,
                "--blobHost", endpoint.Host,
                "--blobPort", endpoint.Port.ToString(),
                "--location", options.DataDirectory,
                "--skipApiVersionCheck",
                "--disableTelemetry",
                "--silent",
            },
        };

        // Settings meant for another Azurite would give this one other accounts, or another store.
        foreach (var name in command.Environment.Keys.Where(name => name.StartsWith(SettingsPrefix, StringComparison.Ordinal)).ToList())
            command.Environment.Remove(name);
        return command;
    }
}
