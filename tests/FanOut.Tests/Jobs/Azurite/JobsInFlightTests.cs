using Azure.Storage.Blobs;
using FanOut.Jobs;
using FanOut.Orchestration;
using FanOut.Results;
using FanOut.Tests.Results.Azurite;
using FunctionsEmulator.Tests.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FanOut.Tests.Jobs.Azurite;

/// <summary>Two hosts on one container, and jobs that end in all ways.</summary>
[Collection(AzuriteTests.Name)]
public sealed class JobsInFlightTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Limit = 3;

    private static readonly TimeSpan s_listingLife = TimeSpan.FromSeconds(1), s_sweepEvery = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly Mock<DurableTaskClient> _client = new("test");
    private JobBlobs _blobs = null!;
    private JobsInFlight _host = null!;

    public async Task InitializeAsync()
    {
        _blobs = new JobBlobs(new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient($"inflight-{Guid.NewGuid():N}"));
        await _blobs.EnsureContainerAsync();
        _host = NewHost();
    }

    public async Task DisposeAsync() => await _blobs.Container.DeleteAsync();

    [Fact]
    public async Task Jobs_AskedForAtOnce_AreLetInUpToTheLimit()
    {
        var entries = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => EnterAsync(_host)));

        Assert.Equal(Limit, entries.Count(entry => entry is not null));
    }

    [Fact]
    public async Task Job_ThatWasNotStarted_LeavesItsRoom()
    {
        var first = await EnterAsync(_host);
        for (var i = 1; i < Limit; i++) await EnterAsync(_host);
        Assert.Null(await EnterAsync(_host));

        _host.Leave(first!);

        Assert.NotNull(await EnterAsync(_host));
    }

    [Fact]
    public async Task Job_ThatIsMarked_CountsOnceAfterItsRequestToo()
    {
        for (var i = 0; i < Limit; i++) await StartAsync(_host);

        Assert.Null(await EnterAsync(_host));
        _clock.Advance(s_listingLife);
        Assert.Null(await EnterAsync(_host));
    }

    [Fact]
    public async Task Jobs_OfAnotherHost_CountOnceTheListingIsOld()
    {
        var other = NewHost();
        await StartAsync(_host);
        for (var i = 1; i < Limit; i++) await StartAsync(other);

        _clock.Advance(s_listingLife);

        Assert.Null(await EnterAsync(_host));
        Assert.Null(await EnterAsync(other));
    }

    [Fact]
    public async Task Jobs_AfterARestart_CountStill()
    {
        for (var i = 0; i < Limit; i++) await StartAsync(_host);

        Assert.Null(await EnterAsync(NewHost()));
    }

    [Fact]
    public async Task Job_ThatHasEnded_LeavesItsRoomWithItsMark()
    {
        var ids = new List<string>();
        for (var i = 0; i < Limit; i++) ids.Add(await StartAsync(_host));

        await _blobs.InFlight(ids[0]).DeleteAsync();
        _clock.Advance(s_listingLife);

        Assert.NotNull(await EnterAsync(_host));
        Assert.Null(await EnterAsync(_host));
    }

    [Fact]
    public async Task Mark_OfAJobThatWasTerminated_IsRemovedAtTheLimit()
    {
        var ids = new List<string>();
        for (var i = 0; i < Limit; i++) ids.Add(await StartAsync(_host));
        Assert.Null(await EnterAsync(_host));
        Is(ids[1], OrchestrationRuntimeStatus.Terminated);

        Assert.Null(await EnterAsync(_host));
        _clock.Advance(s_sweepEvery);

        Assert.NotNull(await EnterAsync(_host));
        Assert.False((bool)await _blobs.InFlight(ids[1]).ExistsAsync());
        Assert.True((bool)await _blobs.InFlight(ids[0]).ExistsAsync());
    }

    [Fact]
    public async Task Mark_OfAJobThatWasPurged_IsRemovedAtTheLimit()
    {
        for (var i = 1; i < Limit; i++) await StartAsync(_host);
        var purged = JobId.Create(_clock.GetUtcNow());
        await _host.MarkAsync(purged);
        Assert.Null(await EnterAsync(_host));

        _clock.Advance(s_sweepEvery);

        Assert.NotNull(await EnterAsync(_host));

        Assert.False((bool)await _blobs.InFlight(purged).ExistsAsync());
    }

    [Fact]
    public async Task Job_WhoseMarkIsBeingWritten_CountsAfterItsRequestToo()
    {
        var marks = new List<Task>();
        for (var i = 0; i < Limit; i++)
        {
            var id = await EnterAsync(_host);
            marks.Add(_host.MarkAsync(id!));
            _host.Leave(id!);
        }

        Assert.Null(await EnterAsync(_host));
        await Task.WhenAll(marks);
    }

    [Fact]
    public async Task Mark_ThatCannotBeWritten_LeavesTheJobUncounted()
    {
        var nowhere = new JobBlobs(new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient($"none-{Guid.NewGuid():N}"));
        var host = new JobsInFlight(nowhere, Options.Create(new JobSettings()), _clock, NullLogger<JobsInFlight>.Instance);

        await host.MarkAsync(JobId.Create(_clock.GetUtcNow()));
    }

    private JobsInFlight NewHost() => new(_blobs, Options.Create(new JobSettings { MaxJobsInFlight = Limit }), _clock, NullLogger<JobsInFlight>.Instance);

    /// <summary>The id of a job that was let in; null when there was no room.</summary>
    private async Task<string?> EnterAsync(JobsInFlight host)
    {
        var id = JobId.Create(_clock.GetUtcNow());
        return await host.TryEnterAsync(_client.Object, id, CancellationToken.None) ? id : null;
    }

    private async Task<string> StartAsync(JobsInFlight host)
    {
        var id = await EnterAsync(host);
        Assert.NotNull(id);
        Is(id, OrchestrationRuntimeStatus.Running);
        await host.MarkAsync(id);
        host.Leave(id);
        return id;
    }

    private void Is(string id, OrchestrationRuntimeStatus status) =>
        _client.Setup(client => client.GetInstanceAsync(id, false, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new OrchestrationMetadata(JobOrchestrator.Name, id) { RuntimeStatus = status });
}
