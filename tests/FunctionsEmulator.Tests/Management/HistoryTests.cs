using System.Net;
using System.Text.Json;

namespace FunctionsEmulator.Tests.Management;

public sealed class HistoryTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task History_NotAskedFor_IsNotThere()
    {
        await _host.EndedAsync("one");

        Assert.False((await _host.ReadAsync("instances/one?showHistoryOutput=true")).TryGetProperty("historyEvents", out _));
    }

    [Fact]
    public async Task History_OfEverything_PairsAnswersWithTheirTasks()
    {
        await EventfulAsync("one");

        var history = await ReadAsync("one", showOutput: false);

        Assert.Equal(
            [
                "ExecutionStarted Eventful",
                "TaskScheduled #0 Add", "TaskCompleted of #0 Add",
                "TaskScheduled #1 Break", "TaskFailed of #1 Break",
                "TimerCreated #2", "TimerFired of #2",
                "SubOrchestrationInstanceCreated #3 Echo", "SubOrchestrationInstanceCompleted of #3 Echo",
                "SubOrchestrationInstanceCreated #4 Failing", "SubOrchestrationInstanceFailed of #4 Failing",
                "EventSent #5 end", "EventRaised end", "ExecutionCompleted",
            ],
            history.Select(Describe));
        Assert.Equal("one-child", history[7].GetProperty("InstanceId").GetString());
        Assert.Equal("System.InvalidOperationException: broken 1", history[4].GetProperty("Reason").GetString());
        Assert.Equal(history[5].GetProperty("FireAt").GetDateTime(), history[6].GetProperty("FireAt").GetDateTime());
        Assert.Equal(history[1].GetProperty("Timestamp").GetDateTime(), history[2].GetProperty("ScheduledTime").GetDateTime());
        Assert.All(history, entry => Assert.False(entry.TryGetProperty("Result", out _) || entry.TryGetProperty("Input", out _) || entry.TryGetProperty("Details", out _)));
        Assert.Equal(history.Select(Time).Order(), history.Select(Time));
    }

    [Fact]
    public async Task History_WithOutput_HasResultsAndInputs()
    {
        await EventfulAsync("one");

        var history = await ReadAsync("one", showOutput: true);

        Assert.Equal(1, history[1].GetProperty("Input").GetInt32());
        Assert.Equal(2, history[2].GetProperty("Result").GetInt32());
        Assert.Equal("child", history[7].GetProperty("Input").GetString());
        Assert.Equal("child", history[8].GetProperty("Result").GetString());
        Assert.Equal(("one", "over"), (history[11].GetProperty("InstanceId").GetString(), history[11].GetProperty("Input").GetString()));
        Assert.Equal("over", history[12].GetProperty("Input").GetString());
        Assert.Equal("over", history[13].GetProperty("Result").GetString());
        Assert.Equal("Completed", history[13].GetProperty("OrchestrationStatus").GetString());
        Assert.NotEmpty(history[4].GetProperty("Details").GetString()!);
    }

    [Fact]
    public async Task History_AfterContinueAsNew_IsThatOfTheLastGeneration()
    {
        await _host.EndedAsync("one", "Countdown", 2);

        Assert.Equal(
            ["ExecutionStarted Countdown", "TaskScheduled #0 Add", "TaskCompleted of #0 Add", "ExecutionCompleted"],
            (await ReadAsync("one", showOutput: false)).Select(Describe));
    }

    [Fact]
    public async Task History_AfterPurgeAndRestart_IsThatOfTheNewRun()
    {
        await EventfulAsync("one");
        Assert.Equal(HttpStatusCode.OK, await _host.StatusOfAsync(HttpMethod.Delete, "instances/one"));
        await _host.EndedAsync("one", input: "new");

        Assert.Equal(["ExecutionStarted Echo", "ExecutionCompleted"], (await ReadAsync("one", showOutput: false)).Select(Describe));
    }

    [Fact]
    public async Task History_OfAChild_HasNothingOfItsParent()
    {
        await EventfulAsync("one");

        Assert.Equal(["ExecutionStarted Echo", "ExecutionCompleted"], (await ReadAsync("one-child", showOutput: false)).Select(Describe));
    }

    private async Task EventfulAsync(string id) => await _host.EndedAsync(id, "Eventful");

    private async Task<List<JsonElement>> ReadAsync(string id, bool showOutput) =>
        [.. (await _host.ReadAsync($"instances/{id}?showHistory=true&showHistoryOutput={showOutput}")).GetProperty("historyEvents").EnumerateArray()];

    private static DateTime Time(JsonElement entry) => entry.GetProperty("Timestamp").GetDateTime();

    private static string Describe(JsonElement entry)
    {
        var text = entry.GetProperty("EventType").GetString()!;
        if (entry.TryGetProperty("EventId", out var id)) text += $" #{id}";
        if (entry.TryGetProperty("TaskScheduledId", out var task)) text += $" of #{task}";
        if (entry.TryGetProperty("TimerId", out var timer)) text += $" of #{timer}";
        return entry.TryGetProperty("Name", out var name) ? $"{text} {name}" : text;
    }
}
