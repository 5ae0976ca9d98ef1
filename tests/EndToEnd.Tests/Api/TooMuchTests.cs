using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class TooMuchTests(AppFixture app)
{
    private const int Mega = 1024 * 1024;

    [Fact]
    public async Task List_OfMoreUrlsThanAJobMayHave_IsRefused()
    {
        using var content = JsonContent.Create(new { urls = Enumerable.Repeat("http://a.example/", 100_001) });

        using var response = await app.Api.Http.PostAsync("/api/jobs", content);

        Assert.Equal(["urls"], await Problem.ReadAsync(response, HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OfFortyMegabytes_IsTooLarge(bool saysSo)
    {
        using var content = new LongContent(40L * Mega, zipped: false, saysSo);

        using var response = await PostAsync(content);

        await Problem.ReadAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Gzip_ThatUnpacksToAGigabyte_IsTooLarge()
    {
        using var content = new LongContent(1024L * Mega, zipped: true, saysLength: false);

        using var response = await PostAsync(content);

        await Problem.ReadAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/jobs") { Content = content };
        return await app.Api.Http.SendAsync(request);
    }
}
