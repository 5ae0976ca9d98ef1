using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class PreferWaitTests(AppFixture app)
{
    [Theory, InlineData("wait=10", "wait=10"), InlineData("WAIT = 10", "wait=10"), InlineData("respond-async, wait=20", "wait=20"), InlineData("wait=1000", "wait=100")]
    public async Task Answer_ToACallerWhoWaits_IsTheFinishedJob(string prefer, string applied)
    {
        using var response = await PostAsync(prefer, app.Url("/page/1"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([applied], response.Headers.GetValues("Preference-Applied"));
        var job = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("succeeded", 1), (job.Text("status"), job.Number("done")));
    }

    [Fact]
    public async Task Answer_WhenTheWaitIsOver_IsTheJobAsItStands()
    {
        using var response = await PostAsync("wait=1", app.Url("/delay/30000"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(["wait=1"], response.Headers.GetValues("Preference-Applied"));
        var job = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(job.IsNull("finishedAt"));
        await app.Api.DeleteAsync(job.Text("id"));
        await app.Api.EndAsync(job.Text("id"));
    }

    [Theory, InlineData("wait=-1"), InlineData("wait=soon"), InlineData("wait"), InlineData("respond-async"), InlineData("wait=0")]
    public async Task Preference_ThatIsNoWait_IsIgnored(string prefer)
    {
        using var response = await PostAsync(prefer, app.Url("/page/1"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.False(response.Headers.Contains("Preference-Applied"));
        await app.Api.EndAsync((await response.Content.ReadFromJsonAsync<JsonElement>()).Text("id"));
    }

    private async Task<HttpResponseMessage> PostAsync(string prefer, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/jobs") { Content = JsonContent.Create(new { urls = new[] { url }, options = new { timeoutSeconds = 60 } }) };
        request.Headers.TryAddWithoutValidation("Prefer", prefer);
        return await app.Api.Http.SendAsync(request);
    }
}
