using System.Net;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class KeyTests(AppFixture app)
{
    private const string Key = "a key of its own";

    [Fact]
    public async Task FunctionKey_WhenSet_IsAskedForEverywhereButAtHealth()
    {
        await using var own = await app.StartAppAsync("keys", ("FanOut:FunctionKey", Key));
        var http = own.Api.Http;

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, "/api/jobs"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, "/api/jobs", "another key"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, "/api/jobs/0123456789abcdef01234567/results"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, "/api/jobs?code=another"));
        using (var post = await own.Api.PostAsync(new { urls = app.Urls("/page", 1) }))
            Assert.Equal(HttpStatusCode.Unauthorized, post.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/api/jobs", Key));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, $"/api/jobs?code={Uri.EscapeDataString(Key)}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/api/health"));
    }

    [Fact]
    public async Task Job_StartedWithTheKey_DoesNotGiveItAway()
    {
        await using var own = await app.StartAppAsync("keyskept", ("FanOut:FunctionKey", Key), ("FanOut:SystemKey", "of the system"));
        own.Api.Http.DefaultRequestHeaders.Add("x-functions-key", Key);

        var job = await own.Api.RunAsync([app.Url("/page/1")]);

        Assert.DoesNotContain("key", job.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("of the system", job.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null) request.Headers.Add("x-functions-key", key);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
