using Azure;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Storage.Azurite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace FunctionsEmulator.Hosting;

/// <summary>
/// Starts storage and engine before any request is served, stops them after the last, and stops the host when the engine
/// has lost its task hub.
/// </summary>
internal sealed class EngineService(DurableEngine engine, AzuriteLauncher launcher, IConfiguration configuration, IHostApplicationLifetime lifetime)
    : IHostedService, IAsyncDisposable
{
    private AzuriteProcess? _azurite;
    private int _stopped;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _azurite = await launcher.EnsureAsync(EngineRegistration.Connection(configuration), cancellationToken);
            await engine.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is OwnershipLostException or AzuriteException)
        {
            throw new HostStartException(e.Message, e);
        }
        catch (RequestFailedException e)
        {
            var reason = e.Message.Split('\n')[0].Trim();
            throw new HostStartException($"The storage of {EngineRegistration.StorageSetting} cannot be used: {reason}", e);
        }

        _ = StopWhenLostAsync();
    }

    /// <summary>A host may be stopped twice: by a signal, and by whoever started it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
        await engine.StopAsync(cancellationToken);
        await DisposeAsync();
    }

    /// <summary>Also called alone, when a later part of the host could not start.</summary>
    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        if (Interlocked.Exchange(ref _azurite, value: null) is { } azurite) await azurite.DisposeAsync();
    }

    private async Task StopWhenLostAsync()
    {
        await engine.Lost;
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }
}
