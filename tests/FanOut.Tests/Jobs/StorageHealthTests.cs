using Azure;
using Azure.Storage.Blobs;
using FanOut.Jobs;
using FanOut.Results;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FanOut.Tests.Jobs;

public sealed class StorageHealthTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<TaskCompletionSource<Response<bool>>> _looks = [];
    private readonly StorageHealth _health;

    public StorageHealthTests()
    {
        var container = new Mock<BlobContainerClient>();
        container.Setup(client => client.ExistsAsync(It.IsAny<CancellationToken>())).Returns((CancellationToken token) =>
        {
            var look = new TaskCompletionSource<Response<bool>>();
            token.Register(() => look.TrySetCanceled(token));
            _looks.Add(look);
            return look.Task;
        });
        _health = new StorageHealth(new JobBlobs(container.Object), _clock);
    }

    [Fact]
    public async Task Many_WhoAskAtOnce_CostOneLook()
    {
        var asked = Enumerable.Range(0, 10).Select(_ => _health.IsReachableAsync(CancellationToken.None)).ToList();

        Answer(0);

        Assert.All(await Task.WhenAll(asked), Assert.True);
        Assert.Single(_looks);
    }

    [Fact]
    public async Task AGoodAnswer_IsGivenAgainWhileTheNextLookIsUnderWay()
    {
        await LookAsync(0);

        _clock.Advance(TimeSpan.FromMilliseconds(249));
        Assert.True(await _health.IsReachableAsync(CancellationToken.None));
        Assert.Single(_looks);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await _health.IsReachableAsync(CancellationToken.None));
        Assert.True(await _health.IsReachableAsync(CancellationToken.None));
        Assert.Equal(2, _looks.Count);
    }

    [Fact]
    public async Task AGoodAnswer_OfASecondAgo_IsNotGivenAgain()
    {
        await LookAsync(0);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var asked = _health.IsReachableAsync(CancellationToken.None);

        Assert.False(asked.IsCompleted);
        _looks[1].SetException(new RequestFailedException("away"));
        Assert.False(await asked);
    }

    [Fact]
    public async Task AFailure_IsNotRemembered()
    {
        await LookAsync(0);
        _clock.Advance(TimeSpan.FromMilliseconds(300));
        Assert.True(await _health.IsReachableAsync(CancellationToken.None));
        _looks[1].SetException(new RequestFailedException("away"));

        var asked = _health.IsReachableAsync(CancellationToken.None);
        Assert.False(asked.IsCompleted);
        Answer(2);

        Assert.True(await asked);
    }

    [Fact]
    public async Task StorageThatDoesNotAnswer_IsUnreachableAfterTwoSeconds()
    {
        var asked = _health.IsReachableAsync(CancellationToken.None);

        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(asked.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.False(await asked);
    }

    private async Task LookAsync(int look)
    {
        var asked = _health.IsReachableAsync(CancellationToken.None);
        Answer(look);
        Assert.True(await asked);
    }

    private void Answer(int look) => _looks[look].SetResult(Response.FromValue(true, Mock.Of<Response>()));
}
