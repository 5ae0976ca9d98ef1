using EndToEnd.Tests.Api.OpenApi;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

/// <summary>What every answer tells a browser, whatever it is asked and however that ends.</summary>
[Collection(ApiCollection.Name)]
public sealed class SecurityHeaderTests(AppFixture app)
{
    private static readonly string[] s_others =
    [
        "/", "/api", "/api/nothing", "/api/ui", "/api/ui/", "/api/ui/app.js", "/api/ui/style.css", "/api/ui/nothing.js", "/favicon.ico", "/robots.txt", "/admin/host/status",
        "/runtime/webhooks/durabletask/instances", "/runtime/webhooks/durabletask/instances/none",
    ];

    [Fact]
    public async Task Answer_OfEveryOperationInEachOfItsStatuses_IsGuarded()
    {
        foreach (var call in await ApiCalls.CreateAsync(app))
        {
            using var answer = await app.Api.Http.SendAsync(call.Request);
            AssertGuarded(answer);
        }
    }

    [Fact]
    public async Task Answer_OfAllElse_IsGuarded()
    {
        await using var own = await app.StartAppAsync("headers", ("FanOut:FunctionKey", "a key"));
        foreach (var http in new[] { app.Api.Http, own.Api.Http })
        {
            foreach (var path in s_others.Append("/api/jobs"))
            {
                foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Options })
                {
                    using var answer = await http.SendAsync(new HttpRequestMessage(method, path));
                    AssertGuarded(answer);
                }
            }
        }
    }

    [Fact]
    public async Task Answer_WithDataOfAJob_IsKeptByNoCache()
    {
        var job = await app.Api.RunAsync([app.Url("/page/1")]);
        var self = $"/api/jobs/{job.Text("id")}";
        foreach (var (path, cache) in new[]
        {
            ("/api/jobs", "no-store"), (self, "no-store"), (self + "/manifest", "no-store"), (self + "/results?format=csv", "no-cache, private"), (self + "/results", "no-cache, private"),
            ("/api/openapi.json", "no-cache"), ("/api/health", "no-store"), ("/runtime/webhooks/durabletask/instances", "no-store"),
        })
        {
            using var answer = await app.Api.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(string.Equals(answer.Headers.CacheControl?.ToString(), cache, StringComparison.Ordinal), $"{path}: {answer.Headers.CacheControl}");
        }
    }

    private static void AssertGuarded(HttpResponseMessage answer)
    {
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.StartsWith("default-src 'none'; ", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.CacheControl);

        string Header(string name) => answer.Headers.TryGetValues(name, out var values)
            ? Assert.Single(values)
            : throw new Xunit.Sdk.XunitException($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}: {(int)answer.StatusCode} without {name}");
    }
}
