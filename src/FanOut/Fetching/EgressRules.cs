using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FanOut.Fetching;

/// <summary>Which addresses and ports may be reached: the public ones on the allowed ports, and what the settings add.</summary>
internal sealed class EgressRules
{
    public const string AddressRefused = "blocked: private or reserved address";
    public const string PortRefused = "blocked: port not allowed";

    private const string NetworksSetting = $"{FetchSettings.Section}:{nameof(FetchSettings.AllowedNetworks)}";
    private const string PortsSetting = $"{FetchSettings.Section}:{nameof(FetchSettings.AllowedPorts)}";

    private readonly IPNetwork[] _networks;
    private readonly FrozenSet<IPEndPoint> _endpoints;
    private readonly FrozenSet<int> _endpointPorts;

    /// <summary>Null when any port is allowed.</summary>
    private readonly FrozenSet<int>? _ports;

    private EgressRules(IPNetwork[] networks, HashSet<IPEndPoint> endpoints, HashSet<int>? ports)
    {
        _networks = networks;
        _endpoints = endpoints.ToFrozenSet();
        _endpointPorts = endpoints.Select(endpoint => endpoint.Port).ToFrozenSet();
        _ports = ports?.ToFrozenSet();
    }

    public bool AllowsAnyPrivate => _networks.Length > 0 || _endpoints.Count > 0;

    /// <exception cref="FormatException">An entry is not understood; the message names the setting and the entry.</exception>
    public static EgressRules Parse(FetchSettings settings)
    {
        var networks = new List<IPNetwork>();
        var endpoints = new HashSet<IPEndPoint>();
        foreach (var entry in Entries(settings.AllowedNetworks ?? ""))
        {
            if (IPNetwork.TryParse(entry, out var network))
            {
                networks.Add(network);
            }
            else if (TryParseEndPoint(entry, out var endpoint))
            {
                endpoints.Add(endpoint);
            }
            else
            {
                throw new FormatException($"{NetworksSetting}: '{ErrorLine.Clean(entry)}' is neither a network such as 10.1.0.0/16 nor an endpoint such as 10.1.2.3:8080.");
            }
        }

        return new EgressRules([.. networks], endpoints, ParsePorts(settings.AllowedPorts));
    }

    /// <summary>Whether the port is open on any address at all; the last word is <see cref="Refusal"/>, once the address is known.</summary>
    public bool MayUsePort(int port) => AllowsPort(port) || _endpointPorts.Contains(port);

    /// <summary>Why the address must not be dialled on this port; null when it may be.</summary>
    public string? Refusal(IPAddress address, int port, bool mustBeListed = false)
    {
        if (ListsEndpoint(address, port))
        {
            return null;
        }

        var target = Unmapped(address);
        var reachable = Array.Exists(_networks, network => network.Contains(target)) || (!mustBeListed && PublicAddresses.Contain(target));
        return !reachable ? AddressRefused : AllowsPort(port) ? null : PortRefused;
    }

    /// <summary>Whether the settings name this very address and port.</summary>
    public bool ListsEndpoint(IPAddress address, int port) => _endpoints.Count > 0 && _endpoints.Contains(new IPEndPoint(Unmapped(address), port));

    private static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private bool AllowsPort(int port) => _ports is null || _ports.Contains(port);

    private static HashSet<int>? ParsePorts(string? setting)
    {
        var text = string.IsNullOrWhiteSpace(setting) ? FetchSettings.DefaultAllowedPorts : setting;
        if (text.Trim() is "*")
        {
            return null;
        }

        var ports = new HashSet<int>();
        foreach (var entry in Entries(text))
        {
            if (!ushort.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            {
                throw new FormatException($"{PortsSetting}: '{ErrorLine.Clean(entry)}' is not a port between 1 and 65535; '*' alone allows any.");
            }

            ports.Add(port);
        }

        return ports;
    }

    private static bool TryParseEndPoint(string entry, out IPEndPoint endpoint) =>
        IPEndPoint.TryParse(entry, out endpoint!) && endpoint.Port > 0
        // "10.1:80" is read as 10.0.0.1:80, which nobody means.
        && (endpoint.AddressFamily != AddressFamily.InterNetwork || string.Equals(endpoint.ToString(), entry, StringComparison.Ordinal));

    private static string[] Entries(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
