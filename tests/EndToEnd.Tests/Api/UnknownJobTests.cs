using System.Net;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class UnknownJobTests(AppFixture app)
{
    private const string Unknown = "0123456789abcdef01234567";

    [Theory]
    [InlineData("GET", Unknown)]
    [InlineData("GET", Unknown + "/results")]
    [InlineData("GET", Unknown + "/manifest")]
    [InlineData("DELETE", Unknown)]
    [InlineData("GET", "nope")]
    [InlineData("GET", "JobOrchestrator/results")]
    [InlineData("DELETE", "nope")]
    public async Task Job_ThatIsUnknown_IsNotFound(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/jobs/{path}");

        using var response = await app.Api.Http.SendAsync(request);

        await Problem.ReadAsync(response, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Batch_OfAJob_IsNoJobItself()
    {
        var job = await app.Api.RunAsync([app.Url("/page/1")]);

        using var response = await app.Api.Http.GetAsync(new Uri($"/api/jobs/{job.Text("id")}-00000000", UriKind.Relative));

        await Problem.ReadAsync(response, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/api/jobs/..")]
    [InlineData("/api/jobs/../../../etc/passwd")]
    [InlineData("/api/jobs/%2e%2e")]
    [InlineData("/api/jobs/%2e%2e/results")]
    [InlineData("/api/jobs/..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/jobs/..%5c..%5c/results")]
    [InlineData("/api/jobs/%252e%252e%252f/manifest")]
    [InlineData("/api/jobs/a%2fb")]
    [InlineData("/api/jobs/a%00b/results")]
    [InlineData("/api/jobs/%c3%28/results")]
    [InlineData("/api/jobs/%/results")]
    [InlineData("/api/jobs/" + Unknown + "%2fresults.ndjson")]
    [InlineData("/api/jobs/" + Unknown + "%20/manifest")]
    [InlineData("/api/jobs/*/results")]
    [InlineData("/api/jobs/@/results")]
    public async Task Id_ThatLooksLikeAPath_LeadsNowhere(string target)
    {
        foreach (var method in new[] { "GET", "DELETE" })
        {
            var (status, answer) = await RawRequest.SendAsync(app.App.BaseAddress, method, target);

            Assert.True(status is 400 or 404, answer);
        }
    }

    [Fact]
    public async Task Id_OfSevenThousandCharacters_IsNotFound()
    {
        var (status, answer) = await RawRequest.SendAsync(app.App.BaseAddress, "GET", $"/api/jobs/{new string('a', 7_000)}/results");

        Assert.Equal(404, status);
        Assert.Contains("24 hexadecimal digits", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/api/jobs")]
    [InlineData("DELETE", "/api/jobs")]
    [InlineData("POST", "/api/jobs/" + Unknown)]
    [InlineData("DELETE", "/api/jobs/" + Unknown + "/results")]
    [InlineData("POST", "/api/health")]
    [InlineData("GET", "/api/")]
    [InlineData("GET", "/")]
    public async Task Verb_OfNoFunction_IsNotFound(string method, string path)
    {
        var (status, _) = await RawRequest.SendAsync(app.App.BaseAddress, method, path);

        Assert.Equal(404, status);
    }
}
