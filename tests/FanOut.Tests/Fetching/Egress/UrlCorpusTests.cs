using FanOut.Fetching;

namespace FanOut.Tests.Fetching.Egress;

/// <summary>URLs made to be read in one way by a check and in another by what dials.</summary>
public sealed class UrlCorpusTests
{
    [Theory]
    [InlineData("http://127.1/")]
    [InlineData("http://0/")]
    [InlineData("http://127.0.0.1\\@example.com/")]
    [InlineData("http://example.com\\@127.0.0.1/")]
    [InlineData("http://example.com@127.0.0.1/")]
    [InlineData("http://127.0.0.1#@example.com/")]
    [InlineData("http://127.0.0.1?@example.com/")]
    [InlineData("http:\\\\127.0.0.1\\")]
    [InlineData("http:///127.0.0.1/")]
    [InlineData("http:127.0.0.1")]
    [InlineData("HTTP://127.0.0.1:80/")]
    [InlineData("http://127.0.0.1:00080/")]
    [InlineData("http://127.0.0.1:0/")]
    [InlineData("http://127.0.0.1:65536/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://127.0.0.1../")]
    [InlineData("http://127..0.0.1/")]
    [InlineData("http://[::1]:80/")]
    [InlineData("http://[::1%25lo]/")]
    [InlineData("http://[::1%lo]/")]
    [InlineData("http://[::%31]/")]
    [InlineData("http://[fe80::1%25eth0]:80/")]
    [InlineData("http://①②⑦.⓪.⓪.①/")]
    [InlineData("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/")]
    [InlineData("http://ｌｏｃａｌｈｏｓｔ/")]
    [InlineData("http://local\u00ADhost/")]
    [InlineData("http://localhost\u3002/")]
    [InlineData("http://LocalHost:8080/")]
    [InlineData("http://x.localhost/")]
    [InlineData("http://example\u3002/")]
    [InlineData("http://example.com\u3002/")]
    [InlineData("http://example.com\uFF0E/")]
    [InlineData("http://intranet/")]
    [InlineData("http://db.local/")]
    [InlineData("http://db.ＬＯＣＡＬ/")]
    [InlineData("http://api.internal:8080/")]
    [InlineData("http://metadata.azure.com/")]
    [InlineData("http://metadata/computeMetadata/v1/")]
    [InlineData("http://example.com:22/")]
    [InlineData("http://example.com:6379/")]
    [InlineData("http://user@example.com/")]
    [InlineData("http://user:pass@example.com/")]
    [InlineData("http://:@example.com/")]
    [InlineData("http://%75ser@example.com/")]
    [InlineData("//example.com/")]
    [InlineData("gopher://example.com/")]
    [InlineData("ws://example.com/")]
    [InlineData("http+unix://%2Fvar%2Frun%2Fdocker.sock/")]
    [InlineData("data:text/html,x")]
    [InlineData("jar:http://example.com!/")]
    [InlineData("http://exa\tmple.com/")]
    [InlineData("http://example.com\u0000.evil.example/")]
    [InlineData("\u00A0http://example.com/")]
    [InlineData("http://example.com/\u0085")]
    public async Task Fetch_UrlMadeToDeceive_IsRefused(string url)
    {
        using var fetcher = new TestFetcher(networks: "", ports: "", resolver: new StubResolver("127.0.0.1"));

        var record = await fetcher.GetAsync(url);

        Assert.True(record.Outcome is Outcome.Blocked or Outcome.InvalidUrl, $"{url}: {record.Outcome} {record.Error}");
        Assert.NotEmpty(record.Error!);
    }

    [Theory]
    [InlineData("http://a\u0300\u0301.\u200b.example/")]
    [InlineData("http://xn--/")]
    [InlineData("http://xn--a.example/")]
    [InlineData("http://xn--99999999.example/")]
    [InlineData("http://\uD800.example/")]
    [InlineData("http://-.example/")]
    [InlineData("http://a..example/")]
    [InlineData("http://ääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää.example/")]
    [InlineData("http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/")]
    public async Task Fetch_HostThatIsNoProperName_IsData(string url)
    {
        using var fetcher = new TestFetcher(networks: "", ports: "", resolver: new StubResolver("127.0.0.1"));

        var record = await fetcher.GetAsync(url);

        Assert.True(record.Outcome is Outcome.Blocked or Outcome.InvalidUrl or Outcome.DnsError, $"{record.Outcome}: {record.Error}");
    }
}
