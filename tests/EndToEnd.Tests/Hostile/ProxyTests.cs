using EndToEnd.Tests.App;
using EndToEnd.Tests.Crashes;

namespace EndToEnd.Tests.Hostile;

/// <summary>With a proxy, it would be the proxy that resolves and dials, and the guard would judge the proxy's address alone.</summary>
public sealed class ProxyTests : CrashScene
{
    private static readonly string[] s_variables = ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

    [Fact]
    public async Task Job_WithAllProxyVariablesSet_IsFetchedWithoutTheProxy()
    {
        await using var proxy = new RawSite("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy");
        var app = await StartAppAsync([.. s_variables.Select(variable => (variable, proxy.Url)), ("no_proxy", ""), ("NO_PROXY", "")]);

        var job = await app.Api.RunAsync([.. Site.Urls(1), "http://nowhere.invalid/", "https://nowhere.invalid/"], new { maxAttempts = 1 });

        Assert.Equal(["ok", "dnsError", "dnsError"], (await app.Api.RecordsAsync(job)).Outcomes());
        Assert.Equal((1, 0), (Site.Pages, proxy.Connections));
    }
}
