using System.Net;
using System.Net.Sockets;
using Microsoft.Security.AntiSSRF;

namespace FanOut.Fetching;

/// <summary>Tells addresses of the public internet from all others.</summary>
internal static class PublicAddresses
{
    /// <summary>Global unicast; the rest of IPv6 is loopback, embedded IPv4, link-local, private or unassigned.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly string[] OwnRanges =
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    ];

    // The library's list is kept up to date by its owners and may come to hold more than ours; ours never depends on it.
    private static readonly IPNetwork[] Denied =
        [.. OwnRanges.Union(IPAddressRanges.recommendedLatest, StringComparer.Ordinal).Select(range => IPNetwork.Parse(range))];

    private static readonly IPNetwork[] DeniedV4 = Array.FindAll(Denied, range => range.BaseAddress.AddressFamily == AddressFamily.InterNetwork);
    private static readonly IPNetwork[] DeniedV6 = Array.FindAll(Denied, range => range.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6);

    public static bool Contain(IPAddress address)
    {
        var target = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return target.AddressFamily == AddressFamily.InterNetwork
            ? !IsIn(DeniedV4, target)
            : target.ScopeId == 0 && GlobalUnicast.Contains(target) && !IsIn(DeniedV6, target) && !TunnelsToPrivate(target);
    }

    /// <summary>An ISATAP address (RFC 5214) has any prefix, and at its end the IPv4 address that a router of its network dials.</summary>
    private static bool TunnelsToPrivate(IPAddress address)
    {
        var end = address.GetAddressBytes().AsSpan(8);
        return end[0] is 0 or 2 && end[1..4].SequenceEqual<byte>([0, 0x5E, 0xFE]) && IsIn(DeniedV4, new IPAddress(end[4..]));
    }

    private static bool IsIn(IPNetwork[] ranges, IPAddress address)
    {
        foreach (var range in ranges)
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
