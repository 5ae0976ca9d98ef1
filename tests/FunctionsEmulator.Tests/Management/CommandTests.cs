using System.Net;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Management;

public sealed class CommandTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        await _host.WaitingAsync("busy");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task RaiseEvent_WithJson_ReachesTheInstance()
    {
        Assert.Equal(HttpStatusCode.Accepted, await _host.StatusOfAsync(HttpMethod.Post, "instances/busy/raiseEvent/go", "[3, 4]"));

        Assert.Equal("[3,4]", (await _host.EndAsync("busy")).SerializedOutput);
    }

    [Fact]
    public async Task RaiseEvent_WithoutContent_IsNull()
    {
        Assert.Equal(HttpStatusCode.Accepted, await _host.StatusOfAsync(HttpMethod.Post, "instances/busy/raiseEvent/go"));

        var ended = await _host.EndAsync("busy");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Null(ended.SerializedOutput);
    }

    [Theory]
    [InlineData("[3", "application/json")]
    [InlineData("[3]", "text/plain")]
    public async Task RaiseEvent_WithAnythingElse_IsABadRequest(string body, string mediaType) =>
        Assert.Equal(HttpStatusCode.BadRequest, await _host.StatusOfAsync(HttpMethod.Post, "instances/busy/raiseEvent/go", body, mediaType));

    [Fact]
    public async Task Terminate_WithAReason_HasItAsOutput()
    {
        Assert.Equal(HttpStatusCode.Accepted, await _host.StatusOfAsync(HttpMethod.Post, "instances/busy/terminate?reason=no%20more"));

        var ended = await _host.EndAsync("busy");
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "no more"), (ended.RuntimeStatus, ended.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task SuspendAndResume_OfOneThatWaits_HoldAnEventBackBetweenThem()
    {
        Assert.Equal(HttpStatusCode.Accepted, await _host.StatusOfAsync(HttpMethod.Post, "instances/busy/suspend?reason=later"));
        await _host.StatusOfAsync(HttpMethod.Post, "instances/busy/raiseEvent/go", "[1]");
        Assert.Equal(HttpStatusCode.Accepted, await _host.StatusOfAsync(HttpMethod.Get, "instances/busy"));

        Assert.Equal(HttpStatusCode.Accepted, await _host.StatusOfAsync(HttpMethod.Post, "instances/busy/resume?reason=now"));

        Assert.Equal("[1]", (await _host.EndAsync("busy")).SerializedOutput);
        var history = (await _host.ReadAsync("instances/busy?showHistory=true")).GetProperty("historyEvents").EnumerateArray();
        Assert.Equal(
            ["ExecutionStarted", "ExecutionSuspended later", "ExecutionResumed now", "EventRaised", "ExecutionCompleted"],
            history.Select(entry => entry.GetProperty("EventType").GetString()
                + (entry.TryGetProperty("Reason", out var reason) ? " " + reason.GetString() : string.Empty)));
    }

    [Theory]
    [InlineData("raiseEvent/go")]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    [InlineData("rewind")]
    public async Task Command_ToNone_IsNotFoundAndToOneEndedIsGone(string command)
    {
        await _host.EndedAsync("over");

        Assert.Equal(HttpStatusCode.NotFound, await _host.StatusOfAsync(HttpMethod.Post, "instances/missing/" + command));
        Assert.Equal(HttpStatusCode.Gone, await _host.StatusOfAsync(HttpMethod.Post, "instances/over/" + command));
    }

    [Fact]
    public async Task Rewind_OfOneFailed_IsAcceptedAndItsFailedActivityRunsAgain()
    {
        ManagementSamples.Repaired = false;
        var failed = await _host.EndedAsync("failed", "Fragile");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        ManagementSamples.Repaired = true;

        Assert.Equal(HttpStatusCode.Accepted, await _host.StatusOfAsync(HttpMethod.Post, "instances/failed/rewind?reason=repaired"));

        Assert.Equal("8", (await _host.EndAsync("failed")).SerializedOutput);
        var history = (await _host.ReadAsync("instances/failed?showHistory=true")).GetProperty("historyEvents").EnumerateArray();
        Assert.Equal(
            ["ExecutionStarted", "TaskScheduled Add", "TaskCompleted Add", "TaskScheduled Repairable", "ExecutionRewound repaired", "TaskCompleted Repairable", "ExecutionCompleted"],
            history.Select(entry => entry.GetProperty("EventType").GetString() + (entry.TryGetProperty("TaskScheduledId", out _) || entry.TryGetProperty("EventId", out _) ? Word(entry, "FunctionName") : Word(entry, "Reason"))));
    }

    [Fact]
    public async Task Rewind_OfOneThatRuns_IsGone() =>
        Assert.Equal(HttpStatusCode.Gone, await _host.StatusOfAsync(HttpMethod.Post, "instances/busy/rewind"));

    private static string Word(System.Text.Json.JsonElement entry, string name) => entry.TryGetProperty(name, out var word) ? " " + word.GetString() : string.Empty;
}
