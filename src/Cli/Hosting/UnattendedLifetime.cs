using Microsoft.Extensions.Hosting;

namespace FanOut.Cli.Hosting;

/// <summary>Leaves Ctrl-C to the command: the default lifetime would stop a host while its job is still being cancelled.</summary>
internal sealed class UnattendedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
