using Azure.Storage.Blobs;
using FanOut.Jobs;
using FanOut.Orchestration;
using FanOut.Results;
using FanOut.Tests.Orchestration;
using FanOut.Tests.Results.Azurite;
using FunctionsEmulator.Tests.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FanOut.Tests.Jobs.Azurite;

[Collection(AzuriteTests.Name)]
public sealed class PurgeExpiredActivityTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Days = 7;

    private static readonly DateTimeOffset s_now = new(2026, 7, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly Mock<DurableTaskClient> _client = new("test");
    private JobBlobs _blobs = null!;

    public async Task InitializeAsync()
    {
        _blobs = new JobBlobs(new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient($"retention-{Guid.NewGuid():N}"));
        await _blobs.EnsureContainerAsync();
        var nothing = new Page<OrchestrationMetadata>([]);
        _client.Setup(client => client.GetAllInstancesAsync(It.IsAny<OrchestrationQuery?>()))
            .Returns(Pageable.Create<OrchestrationMetadata>((_, _, _) => Task.FromResult(nothing)));
        _client.Setup(client => client.PurgeInstanceAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(new PurgeResult(1));
    }

    public async Task DisposeAsync() => await _blobs.Container.DeleteAsync();

    [Theory]
    [InlineData(8, 8, OrchestrationRuntimeStatus.Completed, true)]
    [InlineData(8, 6, OrchestrationRuntimeStatus.Completed, false)]
    [InlineData(6, 6, OrchestrationRuntimeStatus.Completed, false)]
    [InlineData(30, 0, OrchestrationRuntimeStatus.Running, false)]
    [InlineData(30, 8, OrchestrationRuntimeStatus.Terminated, true)]
    public async Task Job_OnceItHasBeenOverForLong_IsPurged(int begun, int ended, OrchestrationRuntimeStatus status, bool purged)
    {
        var id = await JobAsync(begun, ended, status);

        Assert.Equal(new RetentionRound(IsOn: true, HasMore: false), await RunAsync(Days));

        Assert.Equal(!purged, (bool)await _blobs.Input(id).ExistsAsync());
        _client.Verify(client => client.PurgeInstanceAsync(id, It.IsAny<CancellationToken>()), purged ? Times.Once : Times.Never);
    }

    [Fact]
    public async Task Jobs_MoreThanOneRoundRemoves_AreLeftToTheNext()
    {
        for (var i = 0; i < 201; i++) await JobAsync(100, 99, OrchestrationRuntimeStatus.Completed, i);

        Assert.Equal(new RetentionRound(IsOn: true, HasMore: true), await RunAsync(Days));
        Assert.Equal(new RetentionRound(IsOn: true, HasMore: false), await RunAsync(Days));

        await foreach (var id in _blobs.ListJobIdsAsync(null, CancellationToken.None)) Assert.Fail(id);
    }

    [Fact]
    public async Task Jobs_WithoutTheSetting_StayAndTheRoundsEnd()
    {
        var id = await JobAsync(100, 99, OrchestrationRuntimeStatus.Completed);

        Assert.Equal(new RetentionRound(IsOn: false, HasMore: false), await RunAsync(null));

        Assert.True((bool)await _blobs.Input(id).ExistsAsync());
    }

    private Task<RetentionRound> RunAsync(int? days) => new PurgeExpiredActivity(
        _blobs, new JobPurge(_blobs, new IdempotencyKeys(_blobs)), Options.Create(new JobSettings { RetentionDays = days }), new FakeTimeProvider(s_now))
        .RunAsync(null, _client.Object, CancellationToken.None);

    private async Task<string> JobAsync(int begunDays, int endedDays, OrchestrationRuntimeStatus status, int number = 0)
    {
        var id = JobId.Before(s_now.AddDays(-begunDays).AddTicks(-1 - number));
        await _blobs.Container.UploadBlobAsync($"{id}/input.ndjson", BinaryData.FromString("{}\n"));
        var converter = JsonDataConverter.Default;
        var progress = new JobProgress { Status = JobStatus.Succeeded, FinishedAt = status == OrchestrationRuntimeStatus.Running ? null : s_now.AddDays(-endedDays) };
        _client.Setup(client => client.GetInstanceAsync(id, true, It.IsAny<CancellationToken>())).ReturnsAsync(new OrchestrationMetadata(JobOrchestrator.Name, id)
        {
            RuntimeStatus = status,
            SerializedInput = converter.Serialize(MockedJob.InputOf(1, new JobOptions())),
            SerializedCustomStatus = converter.Serialize(progress),
            SerializedOutput = status == OrchestrationRuntimeStatus.Completed ? converter.Serialize(progress) : null,
            LastUpdatedAt = s_now.AddDays(-endedDays),
            DataConverter = converter,
        });
        return id;
    }
}
