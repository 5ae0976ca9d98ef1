using System.IO.Compression;
using System.Text;
using FanOut.Jobs;

namespace FanOut.Tests.Jobs;

public sealed class BodyLimitTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData(null)]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/html")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("text/plain; charset=iso-8859-1")]
    [InlineData("nonsense")]
    public async Task ContentType_ThatIsUnknown_IsUnsupported(string? contentType) =>
        Assert.Equal(415, (await new Posting { ContentType = contentType }.RefusedAsync("""{"urls":["u"]}""")).Status);

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    public async Task ContentEncoding_OtherThanGzip_IsUnsupported(string encoding) =>
        Assert.Equal(415, (await new Posting { Encoding = encoding }.RefusedAsync("""{"urls":["u"]}""")).Status);

    [Theory]
    [InlineData("identity", false)]
    [InlineData("gzip", true)]
    [InlineData("GZIP", true)]
    public async Task ContentEncoding_ThatIsKnown_IsDecoded(string encoding, bool packed)
    {
        var body = """{"urls":["u"]}"""u8.ToArray();
        Assert.Equal(1, (await new Posting { Encoding = encoding }.SendAsync(packed ? Posting.Gzip(body) : body)).Total);
    }

    [Fact]
    public async Task Gzip_ThatIsNone_IsRefused() =>
        Assert.Equal(["body"], (await new Posting { Encoding = "gzip" }.RefusedAsync("""{"urls":["u"]}""")).Errors.Keys);

    [Fact]
    public async Task Gzip_CutShort_IsRefused_ThoughWhatCameIsAList()
    {
        var body = Posting.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 1000).Select(i => $"https://example.com/{i * 7919}"))));
        foreach (var length in new[] { 1, 10, body.Length / 2, body.Length - 9, body.Length - 8, body.Length - 1 })
        {
            var refused = await new Posting { ContentType = "text/plain", Encoding = "gzip" }.RefusedAsync(body[..length]);
            Assert.Equal(["body"], refused.Errors.Keys);
        }
    }

    [Fact]
    public async Task Body_OfTheLimit_IsRead_AndOneByteMoreIsTooLarge()
    {
        var body = Encoding.UTF8.GetBytes(Posting.ListOf(1000));
        var posting = new Posting { Settings = new JobSettings { MaxRequestBytes = body.Length } };
        Assert.Equal(1000, (await posting.SendAsync(body)).Total);
        Assert.Equal(413, (await posting.RefusedAsync([.. body, (byte)' '])).Status);
    }

    [Fact]
    public async Task GzipBomb_CostsNoMoreThanTheLimit()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var block = new byte[Megabyte];
            block.AsSpan().Fill((byte)' ');
            for (var i = 0; i < 1024; i++) await gzip.WriteAsync(block);
        }
        packed.Position = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = await Assert.ThrowsAsync<JobRequestException>(() => new Posting { Encoding = "gzip" }.SendAsync(packed));
        Assert.Equal(413, refused.Status);
        Assert.InRange(packed.Position, 0, packed.Length / 8);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * Megabyte);
    }

    [Fact]
    public async Task Urls_OfTheLimit_AreRead_AndOneMoreEndsReading()
    {
        var posting = new Posting { Settings = new JobSettings { MaxUrlsPerJob = 1000 } };
        Assert.Equal(1000, (await posting.SendAsync(Posting.ListOf(1000))).Total);
        // Broken after the 1001st: never looked at.
        var refused = await posting.RefusedAsync(Posting.ListOf(1001) + "oops");
        Assert.Contains("1000", Assert.Single(refused.Errors["urls"]), StringComparison.Ordinal);
        Assert.Equal(["urls"], (await new Posting { ContentType = "text/plain", Settings = posting.Settings }
            .RefusedAsync(string.Join('\n', Enumerable.Repeat("u", 1001)))).Errors.Keys);
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('\n')]
    [InlineData('1')]
    [InlineData('a')]
    public async Task TokensWithoutEnd_CostNoTime(char filler)
    {
        // Quadratic work, each time over all that came so far, would take minutes here.
        var body = "{\"x\":[1," + new string(filler, 30 * Megabyte);
        Assert.Equal(400, (await new Posting().RefusedAsync(body)).Status);
    }
}
