using System.Globalization;
using System.Net;
using CsCheck;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching.Egress;

/// <summary>Private addresses spelled at random, in all ways together that any reader of URLs is known to take; and public ones, which must pass.</summary>
public sealed class SpellingFuzzTests : IDisposable
{
    private static readonly string[] s_dots = [".", "\u3002", "\uFF0E", "\uFF61", "%2e", "%2E"];
    private static readonly string[] s_ends = ["/", "", ":80/", ":080/x", "?q", "#f", "/a/../b", ":443", ":/", "\\", "/%00"];
    private static readonly string[] s_schemes = ["http://", "HTTP://", "https://", "http:\\\\", "http:/\\", "http:///"];

    private static readonly Gen<IPAddress> s_privateV4 = Gen.Select(Gen.Int[0, AddressCorpus.DeniedV4.Length - 1], Gen.UInt, (range, random) => InRange(AddressCorpus.DeniedV4[range], random));

    private static readonly Gen<IPAddress> s_publicV4 = Gen.UInt.Select(ToAddress).Where(address => !Array.Exists(AddressCorpus.DeniedV4, range => IPNetwork.Parse(range).Contains(address)));

    private static readonly Gen<IPAddress> s_publicV6 = Gen.Byte.Array[16].Select(bytes => new IPAddress([(byte)(0x20 | (bytes[0] & 0x1F)), .. bytes[1..]]))
        .Where(address => !Array.Exists(AddressCorpus.DeniedV6, range => IPNetwork.Parse(range).Contains(address)));

    /// <summary>The notation of each part, how many parts there are, the dots between them, and a disguise of digits.</summary>
    private static readonly Gen<(int[] Notations, int Parts, string[] Dots, int Disguise)> s_style =
        Gen.Select(Gen.Int[0, 5].Array[4], Gen.Int[1, 4], Gen.OneOf(s_dots).Array[3], Gen.Int[0, 5], (notations, parts, dots, disguise) => (notations, parts, dots, disguise));

    private readonly TestFetcher _fetcher = new(networks: "", ports: "", resolver: new InwardResolver());

    public void Dispose() => _fetcher.Dispose();

    [Fact]
    public void Fetch_PrivateAddressSpelledAtRandom_IsNeverDialled() =>
        Gen.Select(s_privateV4, s_style, Gen.OneOf(s_schemes), Gen.OneOf(s_ends)).Sample((address, style, scheme, end) => AssertRefused(scheme + Spell(address, style) + end), iter: 3_000);

    [Fact]
    public void Fetch_PrivateAddressInsideAnIpv6Address_IsNeverDialled() =>
        Gen.Select(s_privateV4, Gen.Int[0, 9], Gen.UShort, Gen.OneOf(s_ends)).Sample((address, wrapping, random, end) => AssertRefused($"http://{Wrap(address, wrapping, random)}{end}"), iter: 2_000);

    [Fact]
    public void Guard_PublicAddressSpelledAtRandom_IsNotRefused() =>
        Gen.Select(s_publicV4, Gen.Int[0, 3].Array[4], Gen.Int[1, 4]).Sample(
            (address, notations, parts) => Assert.Null(_fetcher.Guard.Refusal(new Uri($"https://{Spell(address, (notations, parts, [".", ".", "."], 0))}/"))), iter: 3_000);

    [Fact]
    public void Guard_PublicIpv6Address_IsNotRefused() =>
        s_publicV6.Sample(address => Assert.Null(_fetcher.Guard.Refusal(new Uri($"https://[{address}]/"))), iter: 3_000);

    private void AssertRefused(string url)
    {
        var record = _fetcher.GetAsync(url).GetAwaiter().GetResult();
        Assert.True(record.Outcome is Outcome.Blocked or Outcome.InvalidUrl, $"{url}: {record.Outcome} {record.Error}");
    }

    private static string Spell(IPAddress address, (int[] Notations, int Parts, string[] Dots, int Disguise) style)
    {
        var bytes = address.GetAddressBytes();
        var text = "";
        for (var part = 0; part < style.Parts; part++)
        {
            var isLast = part == style.Parts - 1;
            var value = isLast ? bytes[part..].Aggregate(0u, (sum, next) => (sum << 8) | next) : bytes[part];
            text += Disguise(Number(value, style.Notations[part]), style.Disguise) + (isLast ? "" : style.Dots[part]);
        }
        return text;
    }

    private static string Number(uint value, int notation) => notation switch
    {
        0 => value.ToString(CultureInfo.InvariantCulture),
        1 => $"0x{value:x}",
        2 => $"0X{value:X8}",
        3 => "0" + Convert.ToString(value, 8),
        4 => "0000" + Convert.ToString(value, 8),
        _ => $"0x0000{value:x}",
    };

    private static string Disguise(string digits, int disguise) => string.Concat(digits.Select(c => disguise switch
    {
        1 when char.IsAsciiDigit(c) => ((char)(0xFF10 + (c - '0'))).ToString(),
        2 when char.IsAsciiDigit(c) => char.ConvertFromUtf32(0x1D7CE + (c - '0')),
        3 => $"%{(int)c:X2}",
        4 when c is >= '1' and <= '9' => ((char)(0x2460 + (c - '1'))).ToString(),
        5 when c is >= '0' and <= '9' => c + "\u00AD",
        _ => c.ToString(),
    }));

    private static string Wrap(IPAddress v4, int wrapping, ushort random)
    {
        var bytes = v4.GetAddressBytes();
        var (high, low) = ((bytes[0] << 8) | bytes[1], (bytes[2] << 8) | bytes[3]);
        return wrapping switch
        {
            0 => $"[::ffff:{v4}]",
            1 => $"[::ffff:{high:x}:{low:x}%25{random}]",
            2 => $"[::{v4}]",
            3 => $"[64:ff9b::{high:x}:{low:x}]",
            4 => $"[64:ff9b:1:{random:x}::{v4}]",
            5 => $"[2002:{high:x}:{low:x}:{random:x}::1]",
            6 => $"[2001:0:{random:x}:1:8000:63bf:{high ^ 0xFFFF:x}:{low ^ 0xFFFF:x}]",
            7 => $"[fe80::{random:x}:5efe:{v4}]",
            8 => $"[2a00:{random:x}::5efe:{v4}]",
            _ => $"[2606:{random:x}::200:5efe:{high:x}:{low:x}]",
        };
    }

    private static IPAddress InRange(string range, uint random)
    {
        var network = IPNetwork.Parse(range);
        var first = network.BaseAddress.GetAddressBytes().Aggregate(0u, (sum, next) => (sum << 8) | next);
        var mask = network.PrefixLength == 32 ? 0 : uint.MaxValue >> network.PrefixLength;
        return ToAddress(first | (random & mask));
    }

    private static IPAddress ToAddress(uint value) => new([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    /// <summary>What is not read as an address is looked up, and leads inside.</summary>
    private sealed class InwardResolver : IHostResolver
    {
        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
    }
}
