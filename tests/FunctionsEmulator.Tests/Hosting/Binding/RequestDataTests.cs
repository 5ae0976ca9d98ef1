using System.Net;
using System.Text;

namespace FunctionsEmulator.Tests.Hosting.Binding;

/// <summary>Functions that know nothing of ASP.NET Core.</summary>
public sealed class RequestDataTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(typeof(RequestDataSamples));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Request_EveryPart_ReachesTheFunctionAndItsAnswerTheCaller()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/describe/7?tag=a%20b", UriKind.Relative));
        request.Headers.Add("Trace", ["x", "y"]);
        request.Headers.Add("Cookie", "c=v");

        using var response = await _host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("x,y", string.Join(',', response.Headers.GetValues("Trace")).Replace(" ", string.Empty, StringComparison.Ordinal));
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            """{"Method":"GET","Path":"/api/describe/7?tag=a%20b","Query":"a b","Cookie":"v","Id":7,"Tag":"a b"}""",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Json_ReadAndWritten_DisregardsCaseAndHasNamesAsTheyAre()
    {
        using var response = await PostAsync("EchoJson", """{"ITEM":"nut","count":2}""");

        Assert.Equal("application/vnd.order+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("""{"Item":"nut","Count":2,"Until":null}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"count":"two"}""")]
    public async Task Json_Bad_FailsTheInvocation(string body)
    {
        using var response = await PostAsync("EchoJson", body);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Text_ReadTwiceAndWrittenTwice_IsWhole()
    {
        using var response = await PostAsync("EchoText", "héllo");

        Assert.Equal((HttpStatusCode.Accepted, "héllo+héllo"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Cookies_Appended_AreSet()
    {
        using var response = await _host.GetAsync("/api/Cookies");

        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.StartsWith("plain=1", cookies[0], StringComparison.Ordinal);
        Assert.Equal("strict=2; max-age=60; path=/api; secure; samesite=strict; httponly", cookies[1]);
    }

    [Fact]
    public async Task Response_NotReturned_IsNotSent()
    {
        using var response = await _host.GetAsync("/api/NotReturned");

        Assert.Equal((HttpStatusCode.OK, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("Both", HttpStatusCode.Accepted, "one of two")]
    [InlineData("BothAsAction", HttpStatusCode.OK, "GET")]
    public async Task Response_OneOfSeveralOutputs_IsTheAnswer(string function, HttpStatusCode status, string expected)
    {
        using var response = await _host.GetAsync("/api/" + function);

        Assert.Equal((status, expected), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "text/plain");
        return await _host.Client.PostAsync(new Uri("/api/" + path, UriKind.Relative), content);
    }
}
