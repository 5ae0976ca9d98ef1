using System.Net;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching.Egress;

public sealed class AddressCorpusTests : IDisposable
{
    /// <summary>What is not read as an address would be looked up, and a system may read what a URL does not.</summary>
    private readonly StubResolver _resolver = new("127.0.0.1");
    private readonly TestFetcher _fetcher;

    public AddressCorpusTests() => _fetcher = new TestFetcher(networks: "", ports: "", resolver: _resolver);

    public void Dispose() => _fetcher.Dispose();

    [Fact]
    public async Task Fetch_PrivateAddressInAnySpelling_IsNeverDialled()
    {
        foreach (var host in AddressCorpus.Inside(AddressCorpus.DeniedV4).SelectMany(address => AddressCorpus.Spellings(address).Concat(AddressCorpus.Wrappings(address))))
        {
            await AssertRefusedAsync($"http://{host}/");
        }
    }

    [Fact]
    public async Task Fetch_ReservedIpv6Address_IsNeverDialled()
    {
        foreach (var address in AddressCorpus.Inside(AddressCorpus.DeniedV6))
        {
            await AssertRefusedAsync($"http://[{address}]/");
            await AssertRefusedAsync($"https://[{address}]:8443/");
        }
    }

    [Fact]
    public async Task Fetch_PublicAddressWrappedInATransitionAddress_IsNeverDialled()
    {
        foreach (var host in AddressCorpus.Wrappings(IPAddress.Parse("1.1.1.1")))
        {
            await AssertRefusedAsync($"http://{host}/");
        }
    }

    [Fact]
    public void Guard_AddressJustOutsideARange_IsNotRefused()
    {
        var guard = _fetcher.Guard;
        foreach (var address in AddressCorpus.JustOutside(AddressCorpus.DeniedV4))
        {
            Assert.Null(guard.Refusal(new Uri($"http://{address}/")));
            Assert.Null(guard.Refusal(new Uri($"https://{AddressCorpus.MappedSpelling(address)}/")));
        }

        foreach (var address in AddressCorpus.JustOutside(AddressCorpus.DeniedV6))
        {
            Assert.Null(guard.Refusal(new Uri($"http://[{address}]/")));
        }
    }

    [Fact]
    public void Guard_PublicNamesAndAddresses_AreNotRefused()
    {
        string[] hosts = ["example.com", "xn--bcher-kva.example", "bücher.example", "1.1.1.1", "8.8.8.8", "[2606:4700::1111]", "[2a00:1450:4001::200e]", "locals.example", "internal.example",
            "localhost.example.com", "a-b.c_d.example", "10.example.com", "127.0.0.1.example.com"];
        Assert.All(hosts, host => Assert.Null(_fetcher.Guard.Refusal(new Uri($"https://{host}/"))));
    }

    private async Task AssertRefusedAsync(string url)
    {
        var record = await _fetcher.GetAsync(url);

        Assert.True(record.Outcome is Outcome.Blocked or Outcome.InvalidUrl, $"{url}: {record.Outcome}");
        Assert.DoesNotContain("127", record.Error, StringComparison.Ordinal);
    }
}
