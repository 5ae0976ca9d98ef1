using System.Collections.Frozen;
using System.Net;
using System.Net.NetworkInformation;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace FanOut.Fetching;

/// <summary>
/// Where this service and its storage listen. A network that is opened for fetching may hold them too, and neither is for
/// callers to reach through the service.
/// </summary>
/// <param name="server">Where the app listens; null where there is no server.</param>
/// <param name="storage">The endpoints of the storage accounts in use.</param>
/// <param name="publicName">The host name under which the platform publishes the app; null when it does not say.</param>
internal sealed class OwnEndpoints(IServer? server, IReadOnlyList<Uri> storage, string? publicName, IHostResolver resolver)
{
    public const string Refused = "blocked: address of this service";

    /// <summary>Read once: what a machine is called by rarely changes while it runs.</summary>
    private static readonly Lazy<FrozenSet<IPAddress>> ThisMachine = new(() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses, (_, unicast) => WithoutScope(unicast.Address))
        .ToFrozenSet());

    public bool HasName(string host) => string.Equals(host, publicName, StringComparison.OrdinalIgnoreCase);

    public async ValueTask<bool> ContainAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var target = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (ListensOn(port) && IsThisMachine(target))
        {
            return true;
        }

        foreach (var endpoint in storage)
        {
            if (endpoint.Port == port && await IsAtAsync(endpoint, target, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private bool ListensOn(int port) =>
        server?.Features.Get<IServerAddressesFeature>()?.Addresses.Any(address => BindingAddress.Parse(address).Port == port) is true;

    /// <summary>A public account is refused by its own keys; only where it is private does the network it is in protect it.</summary>
    private async ValueTask<bool> IsAtAsync(Uri endpoint, IPAddress target, CancellationToken cancellationToken)
    {
        if (PublicAddresses.Contain(target))
        {
            return false;
        }

        if (endpoint.IsLoopback)
        {
            return IsThisMachine(target);
        }

        if (IPAddress.TryParse(endpoint.IdnHost, out var literal))
        {
            return literal.Equals(target);
        }

        return (await resolver.ResolveAsync(endpoint.IdnHost, cancellationToken)).Contains(target);
    }

    private static bool IsThisMachine(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || ThisMachine.Value.Contains(WithoutScope(address));

    private static IPAddress WithoutScope(IPAddress address) => new(address.GetAddressBytes());
}
