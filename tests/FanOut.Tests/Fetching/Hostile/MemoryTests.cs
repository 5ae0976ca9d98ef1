using FanOut.Fetching;
using Capture = FanOut.Jobs.Capture;

namespace FanOut.Tests.Fetching.Hostile;

[Collection(nameof(Alone))]
public sealed class MemoryTests
{
    private const int AtOnce = 40;
    private const int MaxBodyBytes = 1024 * 1024;
    private const int MaxBytesPerFetch = MaxBodyBytes + 1024 * 1024;
    private const int BombBytes = 64 * 1024 * 1024;

    private static readonly byte[] Bomb = Encoders.Encode("gzip", new byte[BombBytes]);

    [Fact]
    public async Task Fetch_ManyBombsAtOnce_KeepsEachWithinItsShareOfMemory()
    {
        await using var server = new HostileServer(new Scenario("bomb", Outcome.TooLarge, connection =>
            connection.SayAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {Bomb.Length}\r\n\r\n", Bomb)));
        using var fetcher = new TestFetcher();
        var options = new FetchOptions { MaxAttempts = 1, TimeoutSeconds = 60, MaxBodyBytes = MaxBodyBytes, Capture = Capture.Text, MaxCaptureBytes = 262_144 };
        await fetcher.GetAsync(server.Url, options);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var sampling = new CancellationTokenSource();
        var peak = PeakAsync(sampling.Token);
        var records = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => fetcher.GetAsync(server.Url, options))));
        await sampling.CancelAsync();

        Assert.All(records, record => Assert.Equal(Outcome.TooLarge, record.Outcome));
        Assert.InRange(await peak - before, 0, (long)AtOnce * MaxBytesPerFetch);
    }

    private static Task<long> PeakAsync(CancellationToken enough) => Task.Factory.StartNew(
        () =>
        {
            var peak = 0L;
            while (!enough.IsCancellationRequested)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
                enough.WaitHandle.WaitOne(1);
            }

            return peak;
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
