using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class BadRequestTests(AppFixture app)
{
    private const int TooDeep = 10_000;

    public static TheoryData<string, string[]> BadJson => new()
    {
        { "", ["body"] },
        { "{\"urls\":[\"http://a.example/\"", ["body"] },
        { "{\"urls\":[\"http://a.example/\"]} trailing", ["body"] },
        { "[\"http://a.example/\"]", ["body"] },
        { "{}", ["urls"] },
        { "{\"urls\":[]}", ["urls"] },
        { "{\"urls\":\"http://a.example/\"}", ["urls"] },
        { "{\"urls\":[\"http://a.example/\",7,null]}", ["urls[1]", "urls[2]"] },
        { "{\"urls\":[\"http://a.example/\"],\"urls\":[\"http://b.example/\"]}", ["urls"] },
        { Options("\"batchSize\":1,\"batchSize\":2"), ["options.batchSize"] },
        { Options("\"nope\":1"), ["options.nope"] },
        { Options("\"maxConcurrency\":2001"), ["options.maxConcurrency"] },
        { Options("\"maxConcurrency\":1.5"), ["options.maxConcurrency"] },
        { Options("\"timeoutSeconds\":0"), ["options.timeoutSeconds"] },
        { Options("\"timeoutSeconds\":\"10\""), ["options.timeoutSeconds"] },
        { Options("\"method\":\"POST\""), ["options.method"] },
        { Options("\"headers\":{\"Cookie\":\"a=b\"}"), ["options.headers.Cookie"] },
        { Options("\"toleratedFailures\":\"101%\""), ["options.toleratedFailures"] },
        { Options("\"batchSize\":0,\"capture\":\"xml\""), ["options.batchSize", "options.capture"] },
        { "{\"name\":7,\"urls\":[],\"options\":{\"maxAttempts\":11}}", ["name", "urls", "options.maxAttempts"] },
        { string.Concat(Enumerable.Repeat("{\"urls\":", TooDeep)), ["urls", "body"] },
        { $"{{\"urls\":[\"http://a.example/\"],\"options\":{{\"headers\":{new string('[', TooDeep)}", ["options.headers", "body"] },
    };

    [Theory]
    [MemberData(nameof(BadJson))]
    public async Task Json_ThatIsNoJob_NamesEveryBadField(string body, string[] fields)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await app.Api.Http.PostAsync("/api/jobs", content);

        Assert.Equal(fields, await Problem.ReadAsync(response, HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("", "", "urls")]
    [InlineData("", "# only a comment\n\n", "urls")]
    [InlineData("?batchSize=501", "http://a.example/", "batchSize")]
    [InlineData("?nope=1", "http://a.example/", "nope")]
    [InlineData("?batchSize=1&batchSize=2", "http://a.example/", "batchSize")]
    [InlineData("?timeoutSeconds=NaN&maxAttempts=x", "http://a.example/", "timeoutSeconds", "maxAttempts")]
    public async Task Text_ThatIsNoJob_NamesEveryBadField(string query, string body, params string[] fields)
    {
        using var content = new StringContent(body, Encoding.UTF8, "text/plain");

        using var response = await app.Api.Http.PostAsync("/api/jobs" + query, content);

        Assert.Equal(fields, await Problem.ReadAsync(response, HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("application/xml", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("text/plain; charset=latin1", null)]
    [InlineData(null, null)]
    [InlineData("text/plain", "br")]
    public async Task Body_OfAnotherTypeOrEncoding_IsUnsupported(string? contentType, string? encoding)
    {
        using var content = new ByteArrayContent("http://a.example/"u8.ToArray());
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);

        using var response = await app.Api.Http.PostAsync("/api/jobs", content);

        await Problem.ReadAsync(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Gzip_ThatIsNone_NamesTheBody()
    {
        using var content = new StringContent("http://a.example/", Encoding.UTF8, "text/plain");
        content.Headers.ContentEncoding.Add("gzip");

        using var response = await app.Api.Http.PostAsync("/api/jobs", content);

        Assert.Equal(["body"], await Problem.ReadAsync(response, HttpStatusCode.BadRequest));
    }

    private static string Options(string members) => $"{{\"urls\":[\"http://a.example/\"],\"options\":{{{members}}}}}";
}
