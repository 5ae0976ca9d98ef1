using FanOut.Fetching;
using FanOut.Jobs;
using Microsoft.AspNetCore.Http;

namespace FanOut.Tests.Fetching;

public sealed class EgressGuardTests
{
    private const string AddressRefused = "blocked: private or reserved address";

    [Theory]
    [InlineData("http://10.0.0.1/", AddressRefused)]
    [InlineData("http://127.0.0.1:5001/", AddressRefused)]
    [InlineData("http://0.0.0.0/", AddressRefused)]
    [InlineData("http://2130706433/", AddressRefused)]
    [InlineData("http://0x7f.1/", AddressRefused)]
    [InlineData("http://017700000001/", AddressRefused)]
    [InlineData("http://[::1]/", AddressRefused)]
    [InlineData("http://[::ffff:7f00:1]/", AddressRefused)]
    [InlineData("http://[fe80::1%25eth0]/", "blocked: address with a zone")]
    [InlineData("http://example.com.:80/", "blocked: host name with a trailing dot")]
    [InlineData("http://localhost/", "blocked: localhost")]
    [InlineData("http://LOCALHOST./", "blocked: host name with a trailing dot")]
    [InlineData("http://a.localhost/", "blocked: localhost")]
    [InlineData("http://intranet/", "blocked: host name without a dot")]
    [InlineData("http://printer.local/", "blocked: private host name")]
    [InlineData("http://vault.corp.INTERNAL/", "blocked: private host name")]
    [InlineData("http://metadata.google.internal/", "blocked: metadata host name")]
    [InlineData("http://Metadata/", "blocked: metadata host name")]
    [InlineData("http://example.com:22/", "blocked: port not allowed")]
    [InlineData("http://1.1.1.1:25/", "blocked: port not allowed")]
    public async Task Fetch_TargetOutsideThePublicInternet_IsBlockedWithoutALookup(string url, string reason)
    {
        var resolver = new StubResolver("93.184.216.34");
        using var fetcher = new TestFetcher(networks: "", ports: "", resolver: resolver);

        var record = await fetcher.GetAsync(url);

        Assert.Equal((Outcome.Blocked, reason), (record.Outcome, record.Error));
        Assert.Null(record.FinalUrl);
        Assert.Empty(resolver.Asked);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("93.184.216.34", "127.0.0.1")]
    [InlineData("2606:4700::1111", "::1")]
    [InlineData("::ffff:169.254.169.254")]
    public async Task Fetch_NameWithOneBadAddress_IsBlockedAsAWhole(params string[] addresses)
    {
        using var fetcher = new TestFetcher(networks: "", ports: "", resolver: new StubResolver(addresses));

        var record = await fetcher.GetAsync("http://rebind.example.com/");

        Assert.Equal((Outcome.Blocked, AddressRefused), (record.Outcome, record.Error));
    }

    [Fact]
    public async Task Fetch_NameThatLooksLikeAnAddress_IsNeverFetched()
    {
        using var fetcher = new TestFetcher(networks: "", ports: "", resolver: new StubResolver("127.0.0.1"));

        Assert.Equal(Outcome.Blocked, (await fetcher.GetAsync("http://①②⑦.⓪.⓪.①/")).Outcome);
    }

    [Fact]
    public async Task Fetch_NameOfAllowedAddresses_IsDialledThere()
    {
        await using var site = await TestSite.StartAsync(context => context.Response.WriteAsync(context.Request.Host.Host));
        using var fetcher = new TestFetcher(networks: $"127.0.0.1:{site.Port}", ports: "443", resolver: new StubResolver("127.0.0.1"));

        var record = await fetcher.GetAsync($"http://site.example.com:{site.Port}/", new FetchOptions { Capture = Capture.Text });

        Assert.Equal((Outcome.Ok, "site.example.com"), (record.Outcome, record.Text));
    }

    [Theory]
    [InlineData("127.0.0.1", Outcome.Ok)]
    [InlineData("127.0.0.1,::1", Outcome.Blocked)]
    [InlineData("93.184.216.34", Outcome.Blocked)]
    public async Task Fetch_Localhost_IsAllowedOnlyWhenEveryAddressIs(string addresses, Outcome outcome)
    {
        await using var site = await TestSite.StartAsync(context => context.Response.WriteAsync("x"));
        using var fetcher = new TestFetcher(networks: "127.0.0.0/8", ports: "*", resolver: new StubResolver(addresses.Split(',')));

        Assert.Equal(outcome, (await fetcher.GetAsync($"http://localhost:{site.Port}/")).Outcome);
    }

    [Fact]
    public async Task Fetch_RedirectOfARealServerToAPrivateName_IsBlockedWhereItIsDialled()
    {
        await using var site = await TestSite.StartAsync(context =>
        {
            context.Response.Redirect("http://inside.example.com/");
            return Task.CompletedTask;
        });
        using var fetcher = new TestFetcher(networks: $"127.0.0.1:{site.Port}", ports: "80", resolver: new StubResolver("10.1.2.3"));

        var record = await fetcher.GetAsync(site.Url);

        Assert.Equal((Outcome.Blocked, AddressRefused, 1), (record.Outcome, record.Error, record.Redirects));
        Assert.DoesNotContain("10.1.2.3", record.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no url")]
    [InlineData("/relative")]
    [InlineData("example.com")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://")]
    [InlineData("http://[::1/")]
    [InlineData("http://example.com:99999/")]
    [InlineData("http://exa mple.com/")]
    [InlineData("http://user:password@example.com/")]
    [InlineData("http://user@example.com/")]
    [InlineData("http://@example.com/")]
    [InlineData(" http://example.com/")]
    [InlineData("http://example.com/\r\nX: y")]
    public async Task Fetch_NotAUrlToFetch_IsInvalidUrlWithoutANetwork(string url)
    {
        var resolver = new StubResolver();
        using var fetcher = new TestFetcher(networks: "", resolver: resolver);

        var record = await fetcher.GetAsync(url);

        Assert.Equal((Outcome.InvalidUrl, url, 0), (record.Outcome, record.Url, record.Attempts));
        Assert.NotEmpty(record.Error!);
        Assert.Empty(resolver.Asked);
    }

    [Theory]
    [InlineData(2048, false)]
    [InlineData(2049, true)]
    public void TargetUrl_Length_IsLimited(int length, bool refused) =>
        Assert.Equal(refused, TargetUrl.Parse("http://example.com/".PadRight(length, 'x'), out _) is not null);

    [Theory]
    [InlineData("http://example.com/a@b")]
    [InlineData("http://example.com?q=a@b")]
    [InlineData("http://example.com#a@b")]
    [InlineData("HTTPS://EXAMPLE.com:443")]
    [InlineData("http://bücher.example.com/ä?ö")]
    public void TargetUrl_OrdinaryUrl_IsAccepted(string url) => Assert.Null(TargetUrl.Parse(url, out _));
}
