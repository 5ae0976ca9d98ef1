using System.Net;
using System.Net.Sockets;

namespace FanOut.Fetching;

/// <summary>
/// Keeps fetches out of the network this process runs in. What counts is the address that is dialled, so the judgement is
/// made where the connection is, on addresses resolved here; a look at the URL first only saves the lookup.
/// </summary>
internal sealed class EgressGuard(EgressRules rules, OwnEndpoints own, IHostResolver resolver, TimeProvider time)
{
    private const string LocalhostRefused = "blocked: localhost";
    private static readonly TimeSpan ResolveLimit = TimeSpan.FromSeconds(5);

    /// <summary>What can be said against a URL without the network; null when nothing.</summary>
    public string? Refusal(Uri url)
    {
        var host = url.IdnHost;
        if (host.Contains('%'))
        {
            return "blocked: address with a zone";
        }

        if (IPAddress.TryParse(host, out var address))
        {
            return rules.Refusal(address, url.Port);
        }

        if (HostNames.Refusal(host) is { } refusal)
        {
            return refusal;
        }

        if (!rules.AllowsAnyPrivate && HostNames.IsLocalhost(host))
        {
            return LocalhostRefused;
        }

        return rules.MayUsePort(url.Port) ? null : EgressRules.PortRefused;
    }

    /// <summary>The connect callback: resolves, judges every address, and dials only what it judged.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await AddressesAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<IPAddress[]> AddressesAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await JudgedAddressesAsync(host, port, cancellationToken);
        if (own.HasName(host))
        {
            throw new EgressBlockedException(OwnEndpoints.Refused);
        }

        foreach (var address in addresses)
        {
            if (!rules.ListsEndpoint(address, port) && await own.ContainAsync(address, port, cancellationToken))
            {
                throw new EgressBlockedException(OwnEndpoints.Refused);
            }
        }

        return addresses;
    }

    private async ValueTask<IPAddress[]> JudgedAddressesAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return rules.Refusal(literal, port) is { } refused ? throw new EgressBlockedException(refused) : [literal];
        }

        if (HostNames.Refusal(host) is { } refusedName)
        {
            throw new EgressBlockedException(refusedName);
        }

        var isLocalhost = HostNames.IsLocalhost(host);
        var addresses = await ResolveAsync(host, cancellationToken);
        foreach (var address in addresses)
        {
            if (rules.Refusal(address, port, mustBeListed: isLocalhost) is { } refused)
            {
                throw new EgressBlockedException(isLocalhost ? LocalhostRefused : refused);
            }
        }

        return addresses;
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await resolver.ResolveAsync(host, cancellationToken).WaitAsync(ResolveLimit, time, cancellationToken);
            return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.NoData);
        }
        catch (TimeoutException)
        {
            throw new SocketException((int)SocketError.TryAgain);
        }
    }
}
