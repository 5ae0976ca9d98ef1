using System.Text;

namespace FanOut.Tests.Jobs;

public sealed class JobRequestMemoryTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 12)]
    public async Task HundredThousandUrls_AllocateLittle(bool optionsLast, int megabytes)
    {
        // Only where dedupe may still be wanted is there anything for each URL: its hash.
        var list = Posting.ListOf(100_000);
        var body = Encoding.UTF8.GetBytes(optionsLast ? list : list.Replace("{\"urls\"", "{\"options\":{},\"urls\"", StringComparison.Ordinal));
        Assert.InRange(await AllocatedAsync("application/json", body, 100_000), 0, megabytes * Megabyte);
    }

    [Fact]
    public async Task TextOfHundredThousandUrls_AllocatesLittle()
    {
        var body = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"https://example.com/{i}")));
        Assert.InRange(await AllocatedAsync("text/plain", body, 100_000), 0, Megabyte);
    }

    [Fact]
    public async Task OneStringAsLargeAsABodyMayBe_AllocatesLittle()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"urls":["{{new string('a', 31 * Megabyte)}}"]}""");
        Assert.InRange(await AllocatedAsync("application/json", body, 1), 0, Megabyte);
        Assert.InRange(await AllocatedAsync("text/plain", body, 1), 0, Megabyte);
    }

    [Fact]
    public async Task Lines_AreWritten_WhileTheBodyArrives()
    {
        using var lines = new MemoryStream();
        long writtenAtEnd = 0;
        var body = new ChunkedStream(Encoding.UTF8.GetBytes(Posting.ListOf(100_000))) { Ended = () => writtenAtEnd = lines.Length };
        await new Posting().SendAsync(body, lines);
        Assert.InRange(lines.Length - writtenAtEnd, 0, Megabyte);
    }

    private static async Task<long> AllocatedAsync(string type, byte[] body, int total)
    {
        // All of it happens on this thread, since nothing here has to wait. Twice, since pools and code are made once.
        long allocated = 0;
        for (var i = 0; i < 2; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var request = await new Posting { ContentType = type }.SendAsync(new MemoryStream(body), Stream.Null);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(total, request.Total);
        }
        return allocated;
    }
}
