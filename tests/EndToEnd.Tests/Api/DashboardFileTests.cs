using System.Net;
using System.Text.RegularExpressions;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed partial class DashboardFileTests(AppFixture app)
{
    private const int MostBytes = 150_000;
    private const int RegexTimeoutMs = 10_000;

    [Fact]
    public async Task Dashboard_WithKeysSet_IsServedWithoutOneAndWithoutData()
    {
        await using var own = await app.StartAppAsync("uifiles", ("FanOut:FunctionKey", "a key"), ("FanOut:SystemKey", "another"));

        using var page = await own.Api.Http.GetAsync(new Uri("/api/ui", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Dashboard_AllItsFilesTogether_AreSmallAndNeedNothingFromElsewhere()
    {
        var files = await FilesAsync();

        Assert.InRange(files.Values.Sum(text => text.Length), 1, MostBytes);
        Assert.Contains("/api/ui/app.js", files.Keys);
        Assert.Contains("/api/ui/style.css", files.Keys);
        // The name of a namespace, and what is shown as an example, are no addresses to load from.
        Assert.All(files.Values, text => Assert.DoesNotContain(AddressPattern().Matches(text).Select(match => match.Value), address =>
            !address.StartsWith("http://www.w3.org/", StringComparison.Ordinal) && !address.StartsWith("https://example.com", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Dashboard_EveryFile_HasItsTypeAndIsGuarded()
    {
        foreach (var path in (await FilesAsync()).Keys)
        {
            using var response = await app.Api.Http.GetAsync(new Uri(path, UriKind.Relative));
            var type = Path.GetExtension(path) switch { ".js" => "text/javascript", ".css" => "text/css", ".svg" => "image/svg+xml", _ => "text/html" };
            Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
            Assert.Equal(
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
                Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
            Assert.True(response.Headers.CacheControl?.NoCache);
        }
    }

    [Fact]
    public async Task Dashboard_AskedForAgainWithItsTag_IsNotSentAgain()
    {
        using var first = await app.Api.Http.GetAsync(new Uri("/api/ui/app.js", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/ui/app.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await app.Api.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
    }

    [Theory]
    [InlineData("/api/ui/nothing.js")]
    [InlineData("/api/ui/..%2findex.html")]
    [InlineData("/api/ui/a/app.js")]
    public async Task Dashboard_FileThatIsNotItsOwn_IsNotFound(string path)
    {
        using var response = await app.Api.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Dashboard_WithASlashAtTheEnd_LeadsToThePage()
    {
        using var response = await app.Api.Http.GetAsync(new Uri("/api/ui/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("/api/ui", response.RequestMessage?.RequestUri?.AbsolutePath);
    }

    /// <summary>The page and all that it refers to, directly or by way of a module.</summary>
    private async Task<Dictionary<string, string>> FilesAsync()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<string>(["/api/ui"]);
        while (open.TryDequeue(out var path))
        {
            if (files.ContainsKey(path)) continue;
            var text = await app.Api.Http.GetStringAsync(new Uri(path, UriKind.Relative));
            files.Add(path, text);
            foreach (Match reference in ReferencePattern().Matches(text))
                open.Enqueue(new Uri(new Uri(app.Api.Http.BaseAddress!, path), reference.Groups["path"].Value).AbsolutePath);
        }
        return files;
    }

    [GeneratedRegex("""(?:(?:src|href)="|from ')(?<path>[\w./]+)["']""", RegexOptions.ExplicitCapture, RegexTimeoutMs)]
    private static partial Regex ReferencePattern();

    [GeneratedRegex("""https?://[^\s"'`)/\\]+/?""", RegexOptions.None, RegexTimeoutMs)]
    private static partial Regex AddressPattern();
}
