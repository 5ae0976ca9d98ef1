using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Storage.Azurite;

/// <summary>An Azurite that this host stops: one it started, or one whose host was killed and that it has taken over.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private static readonly TimeSpan SavingLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ExitCheck = TimeSpan.FromMilliseconds(50);
    private readonly ProcessIdentity _identity;
    private readonly AzuriteFolder _folder;
    private readonly AzuriteChild? _child;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private Task? _stopping;

    public AzuriteProcess(ProcessIdentity identity, AzuriteFolder folder, AzuriteChild? child, TimeProvider time, ILogger logger)
    {
        _identity = identity;
        _folder = folder;
        _child = child;
        _time = time;
        _logger = logger;
    }

    public int Id => _identity.Id;

    /// <summary>Whether another host, now gone, had started it.</summary>
    public bool IsAdopted => _child is null;

    public bool IsRunning => _identity.IsAlive();

    /// <summary>Says so in the log when it ends although nobody stopped it.</summary>
    public async Task WatchAsync()
    {
        if (_child is null)
            return;
        await _child.ExitedAsync();
        lock (_lock)
        {
            if (_stopping is not null)
                return;
        }

        _logger.LogError("Azurite (process {Id}) ended by itself; storage is gone until the next start. {Said}", Id, _child.Said.Last());
    }

    public async ValueTask DisposeAsync()
    {
        Task stopping;
        lock (_lock)
            stopping = _stopping ??= StopAsync();
        await stopping;
    }

    private async Task StopAsync()
    {
        AskToStop();
        if (!await EndsAsync())
        {
            _logger.LogWarning("Azurite (process {Id}) did not stop within {Limit} and is killed", Id, SavingLimit);
            Kill();
            await EndsAsync();
        }

        _folder.Forget(_identity);
        if (_child is null || IsRunning)
            return;
        await _child.ExitedAsync();
        _child.Dispose();
    }

    private void AskToStop()
    {
        if (!IsRunning)
            return;
        if (!OperatingSystem.IsWindows())
            UnixSignal.SendTerminate(Id);
        else if (_child is not null)
            _child.AskToStop();
        else
            Kill();
    }

    private async Task<bool> EndsAsync()
    {
        var asked = _time.GetTimestamp();
        while (IsRunning)
        {
            if (_time.GetElapsedTime(asked) > SavingLimit)
                return false;
            await Task.Delay(ExitCheck, _time);
        }

        return true;
    }

    private void Kill()
    {
        try
        {
            using var process = Process.GetProcessById(Id);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It ended in the meantime.
        }
    }
}
