using System.Globalization;
using System.Net;
using System.Numerics;

namespace FanOut.Tests.Fetching.Egress;

/// <summary>Addresses of and around the ranges that are not public, and the ways to spell them in a URL.</summary>
internal static class AddressCorpus
{
    private const int RandomPerRange = 12;

    public static readonly string[] DeniedV4 =
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ];

    public static readonly string[] DeniedV6 =
        ["::/3", "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "4000::/2", "8000::/1"];

    /// <summary>Both edges of each range and some of its middle.</summary>
    public static IEnumerable<IPAddress> Inside(IEnumerable<string> ranges)
    {
        var random = new Random(1);
        foreach (var range in ranges.Select(range => IPNetwork.Parse(range)))
        {
            var (first, last) = Edges(range);
            yield return ToAddress(first, range.BaseAddress);
            yield return ToAddress(last, range.BaseAddress);
            for (var i = 0; i < RandomPerRange; i++)
            {
                yield return ToAddress(first + Between(random, last - first), range.BaseAddress);
            }
        }
    }

    /// <summary>The addresses just before and just after each range, where they are in none.</summary>
    public static IEnumerable<IPAddress> JustOutside(IReadOnlyCollection<string> ranges)
    {
        var networks = ranges.Select(range => IPNetwork.Parse(range)).ToList();
        foreach (var network in networks)
        {
            var (first, last) = Edges(network);
            var end = BigInteger.One << (network.BaseAddress.GetAddressBytes().Length * 8);
            foreach (var beside in new[] { first - 1, last + 1 }.Where(beside => beside >= 0 && beside < end))
            {
                var address = ToAddress(beside, network.BaseAddress);
                if (!networks.Exists(other => other.Contains(address)))
                {
                    yield return address;
                }
            }
        }
    }

    /// <summary>Hosts of URLs that mean the address, or that some reader takes for it.</summary>
    public static IEnumerable<string> Spellings(IPAddress v4)
    {
        var bytes = v4.GetAddressBytes();
        var number = ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
        yield return v4.ToString();
        yield return number.ToString(CultureInfo.InvariantCulture);
        yield return $"0x{number:x8}";
        yield return $"0X{number:X}";
        yield return "0" + Octal(number);
        yield return string.Join('.', bytes.Select(part => $"0x{part:x2}"));
        yield return string.Join('.', bytes.Select(part => "0" + Octal(part)));
        yield return string.Join('.', bytes.Select(part => "000" + Octal(part)));
        yield return $"0x{bytes[0]:x}.0{Octal(bytes[1])}.{bytes[2]}.0x{bytes[3]:X2}";
        yield return $"{bytes[0]}.{number & 0xFFFFFF}";
        yield return $"{bytes[0]}.{bytes[1]}.{number & 0xFFFF}";
        yield return $"0{Octal(bytes[0])}.0x{number & 0xFFFFFF:x}";
        yield return string.Concat(v4.ToString().Select(c => c is '.' ? '.' : (char)('\uFF10' + (c - '0'))));
        yield return v4.ToString().Replace('.', '\u3002');
        yield return v4.ToString().Replace('.', '\uFF0E');
        yield return v4.ToString().Replace('.', '\uFF61');
        yield return string.Concat(v4.ToString().Select(c => c is '.' ? "." : $"%{(int)c:x2}"));
        yield return MappedSpelling(v4);
        yield return $"[0:0:0:0:0:ffff:{number >> 16:x}:{number & 0xFFFF:x}]";
    }

    /// <summary>IPv6 addresses that carry an IPv4 address inside and are never public themselves.</summary>
    public static IEnumerable<string> Wrappings(IPAddress v4)
    {
        var bytes = v4.GetAddressBytes();
        var (high, low) = ((bytes[0] << 8) | bytes[1], (bytes[2] << 8) | bytes[3]);
        yield return $"[::{v4}]";
        yield return $"[::{high:x}:{low:x}]";
        yield return $"[::ffff:0:{v4}]";
        yield return $"[64:ff9b::{v4}]";
        yield return $"[64:ff9b:1::{high:x}:{low:x}]";
        yield return $"[2002:{high:x}:{low:x}::1]";
        yield return $"[2001:0:4136:e378:8000:63bf:{high ^ 0xFFFF:x}:{low ^ 0xFFFF:x}]";
        yield return $"[fe80::5efe:{v4}]";
    }

    public static string MappedSpelling(IPAddress v4) => $"[::ffff:{v4}]";

    private static string Octal(uint number) => Convert.ToString(number, 8);

    private static (BigInteger First, BigInteger Last) Edges(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        var first = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        return (first, first + (BigInteger.One << (bytes.Length * 8 - network.PrefixLength)) - 1);
    }

    private static IPAddress ToAddress(BigInteger number, IPAddress sameFamily)
    {
        var bytes = new byte[sameFamily.GetAddressBytes().Length];
        var digits = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes, bytes.Length - digits.Length);
        return new IPAddress(bytes);
    }

    private static BigInteger Between(Random random, BigInteger most)
    {
        var bytes = new byte[most.GetByteCount(isUnsigned: true) + 1];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) % (most + 1);
    }
}
