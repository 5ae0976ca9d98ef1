using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FunctionsEmulator.Tests.Management;

public sealed class StatusTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Get_OfOneThatRuns_IsAcceptedAndAsksToPoll()
    {
        await _host.WaitingAsync("one");

        using var response = await _host.GetAsync("instances/one");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.RetryAfter?.Delta);
        Assert.StartsWith($"{_host.Address}{ManagementHost.Base}instances/one?", response.Headers.Location?.OriginalString, StringComparison.Ordinal);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Running", body.GetProperty("runtimeStatus").GetString());
        Assert.Equal(JsonValueKind.Null, body.GetProperty("output").ValueKind);
    }

    [Fact]
    public async Task Get_OfOneSuspended_IsAccepted()
    {
        await _host.WaitingAsync("one");
        await _host.Client.SuspendInstanceAsync("one");

        Assert.Equal(HttpStatusCode.Accepted, await _host.StatusOfAsync(HttpMethod.Get, "instances/one"));
    }

    [Fact]
    public async Task Get_OfOneCompleted_HasEveryMemberAsJson()
    {
        await _host.WaitingAsync("one");
        await _host.Client.RaiseEventAsync("one", "go", new[] { 1, 2 });
        var ended = await _host.EndAsync("one");

        using var response = await _host.GetAsync("instances/one");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Headers.Location);
        Assert.Equal(
            $$"""{"name":"Waiting","instanceId":"one","runtimeStatus":"Completed","createdTime":"{{ended.CreatedAt:s}}Z","lastUpdatedTime":"{{ended.LastUpdatedAt:s}}Z","input":null,"customStatus":{"Step":1},"output":[1,2]}""",
            await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("", "in")]
    [InlineData("?showInput=true", "in")]
    [InlineData("?showInput=false", null)]
    public async Task Get_ShowInput_TellsWhetherTheInputIsThere(string query, string? input)
    {
        await _host.EndedAsync("one", input: "in");

        Assert.Equal(input, (await _host.ReadAsync("instances/one" + query)).GetProperty("input").GetString());
        Assert.Equal(input, (await _host.ReadAsync("instances" + query))[0].GetProperty("input").GetString());
    }

    [Theory]
    [InlineData("Failing", "", HttpStatusCode.OK)]
    [InlineData("Failing", "?returnInternalServerErrorOnFailure=true", HttpStatusCode.InternalServerError)]
    [InlineData("Echo", "?returnInternalServerErrorOnFailure=true", HttpStatusCode.OK)]
    [InlineData("Echo", "?returnInternalServerErrorOnFailure=1", HttpStatusCode.BadRequest)]
    public async Task Get_OfOneEnded_IsAnErrorOnlyIfItFailedAndThatIsAsked(string orchestrator, string query, HttpStatusCode expected)
    {
        await _host.EndedAsync("one", orchestrator);

        Assert.Equal(expected, await _host.StatusOfAsync(HttpMethod.Get, "instances/one" + query));
    }

    [Fact]
    public async Task Get_OfOneFailed_TellsWhy()
    {
        await _host.EndedAsync("one", "Failing");

        Assert.Equal("System.InvalidOperationException: Failing fails", (await _host.ReadAsync("instances/one")).GetProperty("output").GetString());
    }

    [Fact]
    public async Task Get_OfNone_IsNotFound() =>
        Assert.Equal(HttpStatusCode.NotFound, await _host.StatusOfAsync(HttpMethod.Get, "instances/missing"));

    [Theory]
    [InlineData("", "a1 a2 b1")]
    [InlineData("instanceIdPrefix=a", "a1 a2")]
    [InlineData("runtimeStatus=Failed", "a2")]
    [InlineData("runtimeStatus=failed,Running", "a2 b1")]
    [InlineData("createdTimeFrom=2000-01-01T00:00:00Z&createdTimeTo=2900-01-01T00:00:00Z", "a1 a2 b1")]
    [InlineData("createdTimeFrom=2900-01-01T00:00:00Z", "")]
    [InlineData("createdTimeTo=2000-01-01T00:00:00Z", "")]
    public async Task List_Filters_LeaveWhatMatches(string query, string expected)
    {
        await _host.EndedAsync("a1");
        await _host.EndedAsync("a2", "Failing");
        await _host.WaitingAsync("b1");

        Assert.Equal(expected, Ids(await _host.ReadAsync("instances?" + query)));
    }

    [Theory]
    [InlineData("runtimeStatus=Lost")]
    [InlineData("createdTimeFrom=yesterday")]
    [InlineData("top=0")]
    public async Task List_FilterThatCannotBeRead_IsABadRequest(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, await _host.StatusOfAsync(HttpMethod.Get, "instances?" + query));

    [Fact]
    public async Task List_WithTop_GoesOnWhereTheTokenSays()
    {
        foreach (var id in (string[])["a", "b", "ö", "ü"]) await _host.EndedAsync(id);
        var pages = new List<string>();
        string? token = null;

        do
        {
            using var response = await _host.SendAsync(HttpMethod.Get, "instances?top=3", continuation: token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            pages.Add(Ids(await response.Content.ReadFromJsonAsync<JsonElement>()));
            token = response.Headers.TryGetValues("x-ms-continuation-token", out var values) ? values.Single() : null;
        }
        while (token is not null);

        Assert.Equal(["a b ö", "ü"], pages);
    }

    [Fact]
    public async Task List_WithAForeignToken_IsABadRequest()
    {
        using var response = await _host.SendAsync(HttpMethod.Get, "instances", continuation: "{not one}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static string Ids(JsonElement list) => string.Join(' ', list.EnumerateArray().Select(each => each.GetProperty("instanceId").GetString()));
}
