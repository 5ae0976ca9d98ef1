using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Management;

public sealed class StartingTests : IAsyncLifetime
{
    private const string Key = "the key/+";

    private const string HundredAndOne =
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab";

    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Start_WithId_RunsItWithTheBodyAsInput()
    {
        using var response = await _host.PostAsync("orchestrators/echo/my%20id", "\"héllo\"");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.RetryAfter?.Delta);
        Assert.Equal("héllo", (await _host.EndAsync("my id")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_WithoutId_MakesOne()
    {
        using var response = await _host.PostAsync("orchestrators/Echo");

        var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        Assert.Equal(32, id.Length);
        Assert.Null((await _host.EndAsync(id)).SerializedInput);
    }

    [Fact]
    public async Task Start_Payload_HasAbsoluteUrlsThatWork()
    {
        using var response = await _host.PostAsync("orchestrators/Waiting/one");

        var payload = await response.Content.ReadFromJsonAsync<Dictionary<string, string>>();
        var instance = $"{_host.Address}{ManagementHost.Base}instances/one";
        const string Query = "taskHub=sampleapp&connection=Storage";
        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["id"] = "one",
                ["statusQueryGetUri"] = $"{instance}?{Query}",
                ["sendEventPostUri"] = $"{instance}/raiseEvent/{{eventName}}?{Query}",
                ["terminatePostUri"] = $"{instance}/terminate?reason={{text}}&{Query}",
                ["purgeHistoryDeleteUri"] = $"{instance}?{Query}",
                ["restartPostUri"] = $"{instance}/restart?{Query}",
                ["suspendPostUri"] = $"{instance}/suspend?reason={{text}}&{Query}",
                ["resumePostUri"] = $"{instance}/resume?reason={{text}}&{Query}",
            },
            payload);
        Assert.Equal(payload!["statusQueryGetUri"], response.Headers.Location?.OriginalString);
        using var status = await _host.Http.GetAsync(new Uri(payload["statusQueryGetUri"]));
        Assert.Equal(HttpStatusCode.Accepted, status.StatusCode);
    }

    [Fact]
    public async Task Start_WithASystemKey_HasItInEveryUrl()
    {
        await using var host = await ManagementHost.StartAsync(Key, "other");
        using var response = await host.PostAsync($"orchestrators/Echo?code={Uri.EscapeDataString(Key)}");

        var payload = await response.Content.ReadFromJsonAsync<Dictionary<string, string>>();
        Assert.All(payload!.Where(url => !url.Key.Equals("id", StringComparison.Ordinal)), url => Assert.EndsWith("&code=the%20key%2F%2B", url.Value, StringComparison.Ordinal));
        using var status = await host.Http.GetAsync(response.Headers.Location);
        Assert.True(status.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("orchestrators/Missing", "null")]
    [InlineData("orchestrators/Add", "1")]
    [InlineData("orchestrators/Echo/@entity", "null")]
    [InlineData("orchestrators/Echo/a%23b", "null")]
    [InlineData("orchestrators/Echo/a%3Fb", "null")]
    [InlineData("orchestrators/Echo/a%5Cb", "null")]
    [InlineData("orchestrators/Echo/a%2Fb", "null")]
    [InlineData("orchestrators/Echo/a%2fb", "null")]
    [InlineData("orchestrators/Echo/a%01b", "null")]
    [InlineData("orchestrators/Echo/a%7Fb", "null")]
    [InlineData("orchestrators/Echo/" + HundredAndOne, "null")]
    [InlineData("orchestrators/Echo/bad", "text")]
    [InlineData("orchestrators/Echo/bad", "{} {}")]
    [InlineData("orchestrators/Echo/bad", "{")]
    public async Task Start_OfWhatCannotBe_IsABadRequest(string path, string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await _host.StatusOfAsync(HttpMethod.Post, path, body));
        Assert.Empty((await _host.ReadAsync("instances")).EnumerateArray());
    }

    [Fact]
    public async Task Start_LongestIdWithUnusualLetters_WorksInEveryUrl()
    {
        var id = "a b+c%&=é:" + HundredAndOne[..90];

        using var response = await _host.PostAsync($"orchestrators/Waiting/{Uri.EscapeDataString(id)}");

        var payload = (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>())!;
        Assert.Equal(id, payload["id"]);
        using var raised = await _host.Http.PostAsync(new Uri(payload["sendEventPostUri"].Replace("{eventName}", "go", StringComparison.Ordinal)), content: null);
        Assert.Equal(HttpStatusCode.Accepted, raised.StatusCode);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await _host.EndAsync(id)).RuntimeStatus);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    public async Task Start_JsonUnderAnotherContentType_IsReadAllTheSame(string mediaType)
    {
        Assert.Equal(HttpStatusCode.Accepted, await _host.StatusOfAsync(HttpMethod.Post, "orchestrators/Echo/one", "\"in\"", mediaType));

        Assert.Equal("in", (await _host.EndAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_OfAnIdThatHasEnded_StartsItAgain()
    {
        await _host.EndedAsync("one", input: "first");

        Assert.Equal(HttpStatusCode.Accepted, await _host.StatusOfAsync(HttpMethod.Post, "orchestrators/Echo/one", "\"second\""));

        Assert.Equal("second", (await _host.EndAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_OfAnIdThatRuns_IsAConflict()
    {
        await _host.WaitingAsync("busy");

        Assert.Equal(HttpStatusCode.Conflict, await _host.StatusOfAsync(HttpMethod.Post, "orchestrators/Echo/busy"));
        Assert.Equal("Waiting", (await _host.Client.GetInstanceAsync("busy"))!.Name);
    }

    [Fact]
    public async Task Restart_ByDefault_RunsTheSameInputUnderANewId()
    {
        await _host.EndedAsync("first", input: "again");

        using var response = await _host.PostAsync("instances/first/restart");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        Assert.NotEqual("first", id);
        Assert.Equal("again", (await _host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restart_WithTheSameId_RunsIt()
    {
        await _host.WaitingAsync("one");
        await _host.Client.TerminateInstanceAsync("one");
        await _host.EndAsync("one");

        using var response = await _host.PostAsync("instances/one/restart?restartWithNewInstanceId=false");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("one", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString());
        await _host.Client.RaiseEventAsync("one", "go", new[] { 7 });
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await _host.EndAsync("one")).RuntimeStatus);
    }

    [Theory]
    [InlineData("instances/missing/restart")]
    [InlineData("instances/busy/restart?restartWithNewInstanceId=false")]
    [InlineData("instances/busy/restart?restartWithNewInstanceId=perhaps")]
    public async Task Restart_OfWhatCannotBe_IsABadRequest(string path)
    {
        await _host.WaitingAsync("busy");

        Assert.Equal(HttpStatusCode.BadRequest, await _host.StatusOfAsync(HttpMethod.Post, path));
    }
}
