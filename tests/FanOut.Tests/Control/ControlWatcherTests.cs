using System.Text.Json;
using FanOut.Control;
using FanOut.Orchestration;
using FanOut.Tests.Fetching;
using FanOut.Tests.Orchestration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FanOut.Tests.Control;

public sealed class ControlWatcherTests : IDisposable
{
    private const string Job = "0000000000000000deadbeef";

    private readonly StubBlobService _blobs = new();
    private readonly SignallingTimeProvider _clock = new();
    private readonly ControlWatcher _watcher;

    public ControlWatcherTests() => _watcher = new ControlWatcher(new ControlStore(_blobs.Open()), _clock, NullLogger<ControlWatcher>.Instance);

    public void Dispose() => _blobs.Dispose();

    [Theory, InlineData(1), InlineData(500)]
    public async Task Reading_WhateverTheNumberOfFetches_IsOnceAPeriod(int fetches)
    {
        for (var i = 0; i < fetches; i++) Enter(Job);

        for (var period = 0; period < 5; period++)
        {
            Assert.Equal(period, _blobs.Reads);
            Pass(await _clock.NextWaitAsync());
        }

        await _clock.NextWaitAsync();
        Assert.Equal(5, _blobs.Reads);
    }

    [Fact]
    public async Task Period_OfReading_LetsACancelArriveWithinASecond()
    {
        using var watching = Enter(Job);

        Assert.InRange(await _clock.NextWaitAsync(), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(999));
    }

    [Fact]
    public async Task Reading_WithoutFetches_EndsAndBeginsAgainWithTheNext()
    {
        var watching = Enter(Job);
        var period = await _clock.NextWaitAsync();
        watching.Dispose();
        Pass(period);

        Enter(Job);

        // A wait of its own: the earlier reader has ended.
        Assert.Equal(period, await _clock.NextWaitAsync());
        Assert.Equal(0, _blobs.Reads);
        Pass(period);
        await _clock.NextWaitAsync();
        Assert.Equal(1, _blobs.Reads);
    }

    [Theory, InlineData(true, false), InlineData(false, true)]
    public async Task Stop_OfAJob_ReachesAllItsFetchesAndNoOthers(bool cancelled, bool stopped)
    {
        var mine = new[] { Enter(Job), Enter(Job) };
        var other = Enter("ffffffffffffffffdeadbeef");
        _blobs.Put($"{Job}/control.json", JsonSerializer.Serialize(new JobControl { Cancelled = cancelled, Stopped = stopped }));

        Pass(await _clock.NextWaitAsync());
        await _clock.NextWaitAsync();
        await _clock.NextWaitAsync();
        await _clock.NextWaitAsync();

        Assert.All(mine, watching => Assert.True(watching.Stopped.IsCancellationRequested));
        Assert.False(other.Stopped.IsCancellationRequested);
        Assert.True((await _watcher.LookAsync(Job, CancellationToken.None)).EndsFetches);
    }

    [Fact]
    public async Task Reading_ThatFails_IsTriedAgainInTheNextPeriod()
    {
        _blobs.Failure = new HttpRequestException("no route");
        using var watching = Enter(Job);
        Pass(await _clock.NextWaitAsync());
        var next = await _clock.NextWaitAsync();

        _blobs.Failure = null;
        _blobs.Put($"{Job}/control.json", JsonSerializer.Serialize(new JobControl { Stopped = true }));
        Pass(next);

        await _clock.NextWaitAsync();
        Assert.True(watching.Stopped.IsCancellationRequested);
    }

    [Fact]
    public async Task Reading_OfABlobThatTimesOutOrMakesNoSense_DoesNotEndTheWatch()
    {
        using var watching = Enter(Job);
        _blobs.Failure = new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout.");
        Pass(await _clock.NextWaitAsync());
        var next = await _clock.NextWaitAsync();
        _blobs.Failure = null;
        _blobs.Put($"{Job}/control.json", "not json");

        Pass(next);

        Pass(await _clock.NextWaitAsync());
        Assert.False(watching.Stopped.IsCancellationRequested);
    }

    [Fact]
    public async Task Question_WhileTheJobIsWatched_IsAnsweredWithoutReading()
    {
        using var watching = Enter(Job);

        for (var i = 0; i < 10; i++) Assert.False((await _watcher.LookAsync(Job, CancellationToken.None)).EndsFetches);

        Assert.Equal(0, _blobs.Reads);
    }

    [Fact]
    public async Task Question_ThatNobodyWatchesFor_IsAnsweredFromStorage()
    {
        Assert.False((await _watcher.LookAsync(Job, CancellationToken.None)).EndsFetches);
        _blobs.Put($"{Job}/control.json", JsonSerializer.Serialize(new JobControl { Cancelled = true }));

        Assert.True((await _watcher.LookAsync(Job, CancellationToken.None)).EndsFetches);
        Assert.Equal(2, _blobs.Reads);
    }

    private ControlWatcher.Watching Enter(string jobId) => InlineTurns.Run(() => _watcher.Enter(jobId));

    private void Pass(TimeSpan period) => InlineTurns.Run(() => _clock.Advance(period));
}
