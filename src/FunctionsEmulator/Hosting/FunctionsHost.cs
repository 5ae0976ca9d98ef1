using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

namespace FunctionsEmulator.Hosting;

/// <summary>A built app: ASP.NET Core's host, with failures to start in words for people.</summary>
internal sealed class FunctionsHost(WebApplication web, FunctionsApp app) : IHost, IAsyncDisposable
{
    private const string OtherPort = "ASPNETCORE_URLS=http://127.0.0.1:7072";
    private const string KestrelAssembly = "Microsoft.AspNetCore.Server.Kestrel.Core";

    public IServiceProvider Services => web.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (Exception e)
        {
            // What has started before must let go of what it holds: the task hub, and storage that the host runs itself.
            await web.DisposeAsync();
            if (Explain(e) is not { } reason)
            {
                throw;
            }

            if (app.OwnsProcess)
            {
                HostProcess.End(reason);
            }

            throw new HostStartException(reason, e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => web.StopAsync(cancellationToken);

    public void Dispose() => ((IDisposable)web).Dispose();

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private static string? Explain(Exception e) => e switch
    {
        HostStartException => e.Message,
        IOException { InnerException: AddressInUseException } =>
            $"{e.Message.TrimEnd('.')}. Stop what listens there, or choose another port: {OtherPort}",
        SocketException => $"The host cannot listen where it should: {e.Message.TrimEnd('.')}. Choose another address: {OtherPort}",
        // No certificate for https, a port of its own choice at localhost, and the like.
        InvalidOperationException { Source: KestrelAssembly } =>
            $"The host cannot listen where it should: {e.Message.Split('\n')[0].Trim()} Choose another address: {OtherPort}",
        _ => null,
    };
}
