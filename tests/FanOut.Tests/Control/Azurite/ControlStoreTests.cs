using FanOut.Control;
using FanOut.Orchestration;
using FanOut.Tests.Results.Azurite;
using FunctionsEmulator.Tests.Storage;

namespace FanOut.Tests.Control.Azurite;

[Collection(AzuriteTests.Name)]
public sealed class ControlStoreTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Control_ThatNobodyAskedFor_IsNothing()
    {
        var job = await StoredJob.CreateAsync(azurite);

        Assert.Equal(JobControl.Nothing, await new ControlStore(job.Blobs).ReadAsync(StoredJob.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Changes_ThatMeet_AreAllKept()
    {
        for (var round = 0; round < 10; round++)
        {
            var job = await StoredJob.CreateAsync(azurite);
            var updates = Enumerable.Range(0, 8).Select(i => Task.Run(() => new ControlStore(job.Blobs).UpdateAsync(
                StoredJob.Id, state => i % 2 == 0 ? state with { Cancelled = true } : state with { Stopped = true }, CancellationToken.None)));

            await Task.WhenAll(updates);

            var control = await new ControlStore(job.Blobs).ReadAsync(StoredJob.Id, CancellationToken.None);
            Assert.Equal((true, true), (control.Cancelled, control.Stopped));
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Change_ThatLosesARace_IsMadeAgainOnTopOfTheOther(bool wasCancelled)
    {
        var job = await StoredJob.CreateAsync(azurite);
        var store = new ControlStore(job.Blobs);
        await store.UpdateAsync(StoredJob.Id, state => state with { Cancelled = wasCancelled }, CancellationToken.None);
        var seen = new List<JobControl>();

        await store.UpdateAsync(StoredJob.Id, state =>
        {
            seen.Add(state);
            if (seen.Count == 1) store.UpdateAsync(StoredJob.Id, other => other with { Stopped = true }, CancellationToken.None).GetAwaiter().GetResult();
            return state with { Cancelled = !wasCancelled };
        }, CancellationToken.None);

        // A change that was none is not counted.
        var before = new JobControl { Cancelled = wasCancelled, Version = wasCancelled ? 1 : 0 };
        Assert.Equal([before, before with { Stopped = true, Version = before.Version + 1 }], seen);
        Assert.Equal(new JobControl { Cancelled = !wasCancelled, Stopped = true, Version = before.Version + 2 }, await store.ReadAsync(StoredJob.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Change_ThatChangesNothing_WritesNothing()
    {
        var job = await StoredJob.CreateAsync(azurite);

        await new ControlStore(job.Blobs).UpdateAsync(StoredJob.Id, state => state, CancellationToken.None);

        Assert.False(await job.Blobs.Control(StoredJob.Id).ExistsAsync());
    }
}
