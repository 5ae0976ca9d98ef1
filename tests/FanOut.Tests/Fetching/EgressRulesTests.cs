using System.Net;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

public sealed class EgressRulesTests
{
    private static readonly string[] Denied =
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "::/3", "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "4000::/2", "8000::/1",
    ];

    public static TheoryData<string> DeniedRanges => new(Denied);

    [Theory]
    [MemberData(nameof(DeniedRanges))]
    public void Address_AtBothEdgesOfADeniedRange_IsRefused(string range)
    {
        var (first, last) = Edges(range);

        Assert.False(PublicAddresses.Contain(first), first.ToString());
        Assert.False(PublicAddresses.Contain(last), last.ToString());
    }

    [Theory]
    [MemberData(nameof(DeniedRanges))]
    public void Address_BesideADeniedRange_IsJudgedByItsOwnRange(string range)
    {
        var (first, last) = Edges(range);
        foreach (var beside in new[] { Step(first, -1), Step(last, +1) }.OfType<IPAddress>())
        {
            Assert.Equal(!Denied.Any(denied => IPNetwork.Parse(denied).Contains(beside)), PublicAddresses.Contain(beside));
        }
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("168.63.129.15")]
    [InlineData("168.63.129.17")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("2001:200::")]
    [InlineData("2003::")]
    [InlineData("3ffe:ffff::")]
    [InlineData("::ffff:1.1.1.1")]
    public void Address_OfThePublicInternet_IsReached(string address) => Assert.Null(Rules().Refusal(IPAddress.Parse(address), 443));

    [Theory]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fe80::1%2")]
    [InlineData("2606:4700::1111%2")]
    [InlineData("fec0::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("5f00::1")]
    [InlineData("100::1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    public void Address_ThatHidesAnotherOrIsReserved_IsRefused(string address) =>
        Assert.Equal("blocked: private or reserved address", Rules().Refusal(IPAddress.Parse(address), 443));

    [Theory]
    [InlineData("127.0.0.0/8", "8080", "127.0.0.1", 8080, null)]
    [InlineData("127.0.0.0/8", "8080", "::ffff:127.0.0.1", 8080, null)]
    [InlineData("127.0.0.0/8", "8080", "127.0.0.1", 5001, "blocked: port not allowed")]
    [InlineData("127.0.0.0/8", "*", "127.0.0.1", 5001, null)]
    [InlineData("127.0.0.0/8", "*", "128.0.0.1", 5001, null)]
    [InlineData("127.0.0.0/8", "*", "10.0.0.1", 5001, "blocked: private or reserved address")]
    [InlineData("127.0.0.1:5001", "", "127.0.0.1", 5001, null)]
    [InlineData("127.0.0.1:5001", "", "127.0.0.1", 80, "blocked: private or reserved address")]
    [InlineData("127.0.0.1:5001", "", "127.0.0.2", 5001, "blocked: private or reserved address")]
    [InlineData("127.0.0.1:5001", "", "1.1.1.1", 5001, "blocked: port not allowed")]
    [InlineData("[::1]:5001, fd00::/8", "443", "::1", 5001, null)]
    [InlineData("[::1]:5001, fd00::/8", "443", "fd00::1", 443, null)]
    [InlineData(" ,, ", " ", "1.1.1.1", 8443, null)]
    public void Rules_Settings_OpenWhatTheySay(string networks, string ports, string address, int port, string? refusal) =>
        Assert.Equal(refusal, Rules(networks, ports).Refusal(IPAddress.Parse(address), port));

    [Theory]
    [InlineData("10.0.0.0/33", "", "FanOut:AllowedNetworks", "10.0.0.0/33")]
    [InlineData("127.0.0.0/8, nonsense", "", "FanOut:AllowedNetworks", "nonsense")]
    [InlineData("10.1:80", "", "FanOut:AllowedNetworks", "10.1:80")]
    [InlineData("10.0.0.1", "", "FanOut:AllowedNetworks", "10.0.0.1")]
    [InlineData("localhost:80", "", "FanOut:AllowedNetworks", "localhost:80")]
    [InlineData("", "80,http", "FanOut:AllowedPorts", "http")]
    [InlineData("", "0", "FanOut:AllowedPorts", "0")]
    [InlineData("", "65536", "FanOut:AllowedPorts", "65536")]
    [InlineData("", "80,*", "FanOut:AllowedPorts", "*")]
    public void Rules_BadEntry_IsNamedWithItsSetting(string networks, string ports, string setting, string entry)
    {
        var validated = new FetchSettingsValidator().Validate(null, new FetchSettings { AllowedNetworks = networks, AllowedPorts = ports });

        Assert.StartsWith($"{setting}: '{entry}'", validated.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", validated.FailureMessage, StringComparison.Ordinal);
    }

    private static EgressRules Rules(string networks = "", string ports = "") =>
        EgressRules.Parse(new FetchSettings { AllowedNetworks = networks, AllowedPorts = ports });

    private static (IPAddress First, IPAddress Last) Edges(string range)
    {
        var network = IPNetwork.Parse(range);
        var last = network.BaseAddress.GetAddressBytes();
        for (var bit = network.PrefixLength; bit < last.Length * 8; bit++)
        {
            last[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return (network.BaseAddress, new IPAddress(last));
    }

    private static IPAddress? Step(IPAddress address, int step)
    {
        var bytes = address.GetAddressBytes();
        for (var at = bytes.Length - 1; at >= 0; at--)
        {
            bytes[at] = (byte)(bytes[at] + step);
            if (bytes[at] != (step > 0 ? 0x00 : 0xFF))
            {
                return new IPAddress(bytes);
            }
        }

        return null;
    }
}
