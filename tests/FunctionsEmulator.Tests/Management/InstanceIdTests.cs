using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Management;

public sealed class InstanceIdTests
{
    [Fact]
    public async Task ListInstanceIds_PageByPage_GivesEveryEndedInstanceOnce()
    {
        await using var host = await ManagementHost.StartAsync();
        foreach (var id in new[] { "b", "a", "c" }) await host.EndedAsync(id);
        await host.WaitingAsync("waits");

        var first = await host.Client.ListInstanceIdsAsync(pageSize: 2);
        var second = await host.Client.ListInstanceIdsAsync(pageSize: 2, lastInstanceKey: first.ContinuationToken);

        Assert.Equal(["a", "b"], first.Values);
        Assert.Equal(["c"], second.Values);
        Assert.Null(second.ContinuationToken);
    }

    [Fact]
    public async Task ListInstanceIds_StatusAndTime_AreThoseOfTheEnd()
    {
        await using var host = await ManagementHost.StartAsync();
        var ended = (await host.EndedAsync("one")).LastUpdatedAt;
        var tick = TimeSpan.FromTicks(1);

        Assert.Equal(["one"], (await host.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Completed], ended, ended)).Values);
        Assert.Empty((await host.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Failed])).Values);
        Assert.Empty((await host.Client.ListInstanceIdsAsync(completedTimeFrom: ended + tick)).Values);
        Assert.Empty((await host.Client.ListInstanceIdsAsync(completedTimeTo: ended - tick)).Values);
    }
}
