using System.Net;
using System.Text;

namespace FunctionsEmulator.Tests.Hosting.Binding;

public sealed class BodyTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(typeof(BodySamples));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("""{"item":"nut","count":2}""", "POST a: 2 nut ")]
    [InlineData("""{"ITEM":"nut","Count":"3","until":"2026-01-31T12:00:00Z","more":1}""", "POST a: 3 nut 2026-01-31T12:00:00.0000000+00:00")]
    public async Task Body_Json_BecomesTheParameter(string body, string expected)
    {
        using var response = await PostAsync("shops/a/orders", body);

        Assert.Equal((HttpStatusCode.OK, expected), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Body_JsonOfAnotherMediaType_IsReadToo()
    {
        using var response = await PostAsync("Numbers", "[1,2]", "application/vnd.sample+json");

        Assert.Equal("application/vnd.sample+json; charset=utf-8 3", await response.Content.ReadAsStringAsync());
    }

    /// <summary>The function never runs, and the caller is told nothing, as with any exception.</summary>
    [Theory]
    [InlineData("{", "application/json")]
    [InlineData("""{"item":"nut","count":"two"}""", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("""{"item":"nut","count":2}""", "text/plain")]
    public async Task Body_AnythingElse_FailsTheInvocation(string body, string mediaType)
    {
        using var response = await PostAsync("shops/a/orders", body, mediaType);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string mediaType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, mediaType);
        return await _host.Client.PostAsync(new Uri("/api/" + path, UriKind.Relative), content);
    }
}
