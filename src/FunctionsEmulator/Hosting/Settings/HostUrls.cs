using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace FunctionsEmulator.Hosting.Settings;

/// <summary>Where the host listens: on loopback unless ASP.NET Core's own settings say otherwise.</summary>
internal static class HostUrls
{
    private const string Default = "http://127.0.0.1:7071";

    private static readonly string[] OtherWays =
        [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];

    public static void AddTo(IWebHostBuilder host, IConfiguration configuration)
    {
        if (!Array.Exists(OtherWays, key => !string.IsNullOrEmpty(configuration[key])))
        {
            host.UseUrls(OwnUrls(configuration));
        }
    }

    /// <exception cref="HostStartException">An address is not one that the host could listen at.</exception>
    public static void RequireValid(IConfiguration configuration)
    {
        if (Find(configuration).FirstOrDefault(url => !IsValid(url)) is { } wrong)
        {
            throw new HostStartException(
                $"'{wrong}' is not an address to listen at; write it like {Default} (ASPNETCORE_URLS or --urls; ASPNETCORE_HTTP_PORTS has ports alone).");
        }
    }

    /// <exception cref="HostStartException">Other machines could reach the host, and it would not ask them for keys.</exception>
    public static void RequireKeysBeyondLoopback(IConfiguration configuration, bool keysSet)
    {
        if (!keysSet && Find(configuration).FirstOrDefault(url => !IsLoopbackUrl(url)) is { } open)
        {
            throw new HostStartException(
                $"{open} can be reached from other machines: set FanOut__FunctionKey and FanOut__SystemKey, or listen on loopback: ASPNETCORE_URLS={Default}");
        }
    }

    /// <summary>Whether a host's name, or address, in brackets or not, is this machine and nothing else.</summary>
    public static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static IEnumerable<string> Find(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        return Split(configuration[WebHostDefaults.ServerUrlsKey]) is { Length: > 0 } urls ? [.. urls, .. endpoints]
            : Ports(configuration) is { Length: > 0 } ports ? [.. ports, .. endpoints]
            : [.. Split(OwnUrls(configuration)), .. endpoints];
    }

    /// <summary>A port alone means every address of the machine.</summary>
    private static string[] Ports(IConfiguration configuration) =>
    [
        .. Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}"),
        .. Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"),
    ];

    // ASP.NET Core reads this name from the environment alone; here it may also stand in local.settings.json.
    private static string OwnUrls(IConfiguration configuration) => configuration["ASPNETCORE_URLS"] ?? Default;

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsValid(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.IsUnixPipe || address.IsNamedPipe
                || (address.Scheme is "http" or "https"
                    && address.PathBase.Length == 0
                    && address.Port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort
                    && IsHost(address.Host));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>What is left of a port that is no number stays with the name, and Kestrel would take the name for any address.</summary>
    private static bool IsHost(string host) => host is "*" or "+" || Uri.CheckHostName(host) != UriHostNameType.Unknown;

    private static bool IsLoopbackUrl(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.IsUnixPipe || address.IsNamedPipe || IsLoopback(address.Host);
    }
}
