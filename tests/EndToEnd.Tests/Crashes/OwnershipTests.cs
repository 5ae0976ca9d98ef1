using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Crashes;

/// <summary>Two processes and one task hub.</summary>
public sealed class OwnershipTests : CrashScene
{
    [Fact]
    public async Task Start_TaskHubHasALivingOwner_IsRefusedInOneLineThatNamesIt()
    {
        var owner = await StartAppAsync();

        var second = LaunchApp();

        Assert.Equal(1, await second.ExitAsync());
        var reason = Assert.Single(second.Output.Errors);
        Assert.Contains($"process {owner.Id} on {Environment.MachineName}", reason, StringComparison.Ordinal);
        await AssertCompleteAsync(owner, await owner.Api.RunAsync(Site.Urls(5)));
    }

    [Fact]
    public async Task Owner_SleptThroughATakeover_EndsItselfAndHasWrittenNothing()
    {
        var sleeper = await StartAppAsync();
        var begun = (await sleeper.Api.StartAsync(Site.Urls(1_000))).Text("id");
        await new JobWatch(begun).UntilDoneAsync(sleeper.Api, 100);
        sleeper.Signal(UnixSignalNumber.Stop);
        await new BlobContainerClient(Azurite.ConnectionString, $"{Name}-journal").GetBlobClient("owner.json").GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);

        var successor = await StartAppAsync();
        await AssertCompleteAsync(successor, await successor.Api.EndAsync(begun));
        var own = await successor.Api.RunAsync(Site.Urls(20));
        sleeper.Signal(UnixSignalNumber.Continue);

        Assert.True(await sleeper.ExitAsync() == 1, sleeper.Output.ToString());
        Assert.Contains($"Task hub '{Name}' is lost to this process", sleeper.Output.ToString(), StringComparison.Ordinal);
        var later = await successor.Api.RunAsync(Site.Urls(20));
        await successor.KillAsync();
        var third = await StartAppAsync();
        foreach (var id in new[] { begun, own.Text("id"), later.Text("id") }) await AssertCompleteAsync(third, await third.Api.EndAsync(id));
    }
}
