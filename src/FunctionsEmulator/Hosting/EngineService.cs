using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Journal;
using Microsoft.Extensions.Hosting;

namespace FunctionsEmulator.Hosting;

/// <summary>Starts the engine with the host, and stops the host when the engine has lost its task hub.</summary>
internal sealed class EngineService(DurableEngine engine, IHostApplicationLifetime lifetime) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await engine.StartAsync(cancellationToken);
        }
        catch (OwnershipLostException e)
        {
            throw new HostStartException(e.Message, e);
        }

        _ = StopWhenLostAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync().WaitAsync(cancellationToken);

    private async Task StopWhenLostAsync()
    {
        await engine.Lost;
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }
}
