using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Management;

/// <summary>What each route answers: success, no such instance, one that has ended, another verb.</summary>
public sealed class RouteTableTests : IAsyncLifetime
{
    private static readonly string[] s_verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    private ManagementHost _host = null!;

    /// <summary>Every route with every verb but its own.</summary>
    public static TheoryData<string, string> WrongVerbs
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var (path, own) in (IEnumerable<(string, string[])>)
            [
                ("orchestrators/Echo", ["POST"]), ("orchestrators/Echo/two", ["POST"]), ("instances", ["GET", "DELETE"]), ("instances/busy", ["GET", "DELETE"]),
                ("instances/busy/raiseEvent/go", ["POST"]), ("instances/busy/terminate", ["POST"]), ("instances/busy/suspend", ["POST"]),
                ("instances/busy/resume", ["POST"]), ("instances/busy/rewind", ["POST"]), ("instances/busy/restart", ["POST"]),
            ])
            {
                foreach (var verb in s_verbs.Except(own, StringComparer.Ordinal)) all.Add(verb, path);
            }

            return all;
        }
    }

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        await _host.WaitingAsync("busy");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory, MemberData(nameof(WrongVerbs))]
    public async Task Route_AnotherVerb_IsNotFoundAndDoesNothing(string verb, string path)
    {
        using var response = await _host.SendAsync(new HttpMethod(verb), path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(response.Content.Headers.Allow);
        var busy = Assert.Single(await _host.Client.GetAllInstancesAsync().ToListAsync());
        Assert.Equal(OrchestrationRuntimeStatus.Running, busy.RuntimeStatus);
    }

    [Theory]
    [InlineData("raiseEvent/other")]
    [InlineData("terminate")]
    [InlineData("terminate?reason=enough")]
    [InlineData("suspend")]
    [InlineData("suspend?reason=enough")]
    [InlineData("resume")]
    [InlineData("resume?reason=enough")]
    public async Task Command_ToOneThatRuns_IsAcceptedWithoutABody(string command)
    {
        using var response = await _host.PostAsync("instances/busy/" + command);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("raiseEvent/go")]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    public async Task Command_ToOneSuspended_IsAccepted(string command)
    {
        await _host.StatusOfAsync(HttpMethod.Post, "instances/busy/suspend");

        Assert.Equal(HttpStatusCode.Accepted, await _host.StatusOfAsync(HttpMethod.Post, "instances/busy/" + command));
    }

    /// <summary>However an instance has ended, nothing can be told to it any more.</summary>
    [Theory]
    [InlineData("Completed")]
    [InlineData("Failed")]
    [InlineData("Terminated")]
    public async Task Command_ToOneEnded_IsGone(string how)
    {
        await EndAsync("over", how);

        foreach (var command in (string[])["raiseEvent/go", "terminate", "suspend", "resume"])
        {
            Assert.Equal(HttpStatusCode.Gone, await _host.StatusOfAsync(HttpMethod.Post, "instances/over/" + command));
        }
    }

    [Theory]
    [InlineData("Completed")]
    [InlineData("Failed")]
    [InlineData("Terminated")]
    public async Task Get_OfOneEnded_IsOkAndDoesNotAskToPoll(string how)
    {
        await EndAsync("over", how);

        using var response = await _host.GetAsync("instances/over");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Headers.RetryAfter);
        Assert.Null(response.Headers.Location);
        Assert.Equal(how, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runtimeStatus").GetString());
    }

    [Fact]
    public async Task Get_OfOnePending_IsAcceptedAndAsksToPoll()
    {
        await _host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", new StartOrchestrationOptions("late", DateTimeOffset.UtcNow.AddDays(1)));

        using var response = await _host.GetAsync("instances/late");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.NotNull(response.Headers.Location);
        Assert.Equal("Pending", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runtimeStatus").GetString());
    }

    [Fact]
    public async Task Get_OfOneFailedAskedToFail_IsAnErrorWithTheWholeStatus()
    {
        await EndAsync("over", "Failed");

        using var response = await _host.GetAsync("instances/over?returnInternalServerErrorOnFailure=true");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            ["name", "instanceId", "runtimeStatus", "createdTime", "lastUpdatedTime", "input", "customStatus", "output"],
            body.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("showInput=2")]
    [InlineData("showHistory=maybe")]
    [InlineData("showHistory=true&showHistoryOutput=maybe")]
    public async Task Get_FlagThatIsNone_IsABadRequest(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, await _host.StatusOfAsync(HttpMethod.Get, "instances/busy?" + query));

    [Theory]
    [InlineData("?restartWithNewInstanceId=true")]
    [InlineData("?restartWithNewInstanceId=false")]
    public async Task Restart_Accepted_AnswersAsAStartDoes(string query)
    {
        await EndAsync("over", "Completed");

        using var response = await _host.PostAsync("instances/over/restart" + query);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.RetryAfter?.Delta);
        var payload = (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>())!;
        Assert.Equal(payload["statusQueryGetUri"], response.Headers.Location?.OriginalString);
        Assert.Contains($"/instances/{payload["id"]}/terminate?", payload["terminatePostUri"], StringComparison.Ordinal);
    }

    private async Task EndAsync(string id, string how)
    {
        if (how is not "Terminated")
        {
            await _host.EndedAsync(id, how is "Failed" ? "Failing" : "Echo");
            return;
        }

        await _host.WaitingAsync(id);
        await _host.Client.TerminateInstanceAsync(id);
        await _host.EndAsync(id);
    }
}
