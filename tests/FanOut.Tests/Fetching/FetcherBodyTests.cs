using System.Security.Cryptography;
using System.Text;
using FanOut.Fetching;
using FanOut.Jobs;
using Microsoft.AspNetCore.Http;

namespace FanOut.Tests.Fetching;

public sealed class FetcherBodyTests : IDisposable
{
    private readonly TestFetcher _fetcher = new();

    public void Dispose() => _fetcher.Dispose();

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    [InlineData("gzip, br")]
    public async Task Fetch_EncodedBody_IsCountedHashedAndReadDecoded(string coding)
    {
        var page = Encoding.UTF8.GetBytes("<title>T</title>" + new string('x', 100_000));

        var record = await FetchAsync(Encoders.Encode(coding, page), coding.Replace("raw ", "", StringComparison.Ordinal), "text/html");

        Assert.Equal((Outcome.Ok, 100_016L, "T"), (record.Outcome, record.Bytes, record.Title));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(page)), record.Sha256);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Fetch_TruncatedEncoding_IsProtocolError(string coding)
    {
        var encoded = Encoders.Encode(coding, RandomNumberGenerator.GetBytes(5_000));

        var record = await FetchAsync(encoded[..^4], coding, "text/html");

        Assert.Equal((Outcome.ProtocolError, null), (record.Outcome, record.Sha256));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, gzip, gzip")]
    public async Task Fetch_LyingOrUnknownEncoding_IsProtocolError(string coding)
    {
        Assert.Equal(Outcome.ProtocolError, (await FetchAsync(Encoding.UTF8.GetBytes("<title>not encoded at all</title>"), coding, "text/html")).Outcome);
    }

    [Fact]
    public async Task Fetch_CorruptGzip_IsProtocolError()
    {
        var encoded = Encoders.Encode("gzip", Encoding.UTF8.GetBytes(new string('x', 5_000)));
        encoded[^6] ^= 0xFF;

        Assert.Equal(Outcome.ProtocolError, (await FetchAsync(encoded, "gzip", "text/html")).Outcome);
    }

    [Fact]
    public async Task Fetch_EmptyBodyCalledGzip_IsOk()
    {
        Assert.Equal((Outcome.Ok, 0L), await OutcomeAndBytesAsync(FetchAsync([], "gzip", "text/html")));
    }

    [Fact]
    public async Task Fetch_DecompressionBomb_IsTooLarge()
    {
        var bomb = Encoders.Encode("gzip", new byte[8 * 1024 * 1024]);

        var record = await FetchAsync(bomb, "gzip", "text/html", new FetchOptions { MaxBodyBytes = 100_000 });

        Assert.Equal((Outcome.TooLarge, "body longer than 100000 bytes", null), (record.Outcome, record.Error, record.Sha256));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fetch_BodyOneByteOverTheLimit_IsTooLarge(bool announced)
    {
        var record = await FetchAsync(new byte[50_001], null, "text/plain", new FetchOptions { MaxBodyBytes = 50_000 }, announced);

        Assert.Equal((Outcome.TooLarge, 200), (record.Outcome, record.StatusCode));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fetch_BodyOfExactlyTheLimit_IsOk(bool announced)
    {
        Assert.Equal((Outcome.Ok, 50_000L), await OutcomeAndBytesAsync(FetchAsync(new byte[50_000], null, "text/plain", new FetchOptions { MaxBodyBytes = 50_000 }, announced)));
    }

    [Theory]
    [InlineData(16 * 1024)]
    [InlineData(16 * 1024 + 1)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(900_000)]
    public async Task Fetch_BodyOfAnyLength_HasItsHash(int length)
    {
        var body = RandomNumberGenerator.GetBytes(length);

        foreach (var type in new[] { "text/html", "image/png" })
        {
            var record = await FetchAsync(body, null, type);

            Assert.Equal((length, Convert.ToHexStringLower(SHA256.HashData(body))), (record.Bytes, record.Sha256));
        }
    }

    [Fact]
    public async Task Fetch_Head_HasNoBody()
    {
        var record = await FetchAsync("<title>T</title>"u8.ToArray(), null, "text/html", new FetchOptions { Head = true, Capture = Capture.Json });

        Assert.Equal((Outcome.Ok, "text/html", 0L, null, null), (record.Outcome, record.ContentType, record.Bytes, record.Sha256, record.Title));
    }

    [Fact]
    public async Task Fetch_CaptureText_IsDecodedAndCutAtACharacter()
    {
        var body = Encoding.Latin1.GetBytes("aéé€"[..3]);

        var record = await FetchAsync(body, null, "text/plain; charset=iso-8859-1", new FetchOptions { Capture = Capture.Text, MaxCaptureBytes = 4 });

        Assert.Equal((Outcome.Ok, "aé"), (record.Outcome, record.Text));
    }

    [Fact]
    public async Task Fetch_CaptureTextOfALongBody_LeavesNoBrokenCharacter()
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("😀", 20_000)));

        var record = await FetchAsync(body, null, "text/plain", new FetchOptions { Capture = Capture.Text, MaxCaptureBytes = 16_383 });

        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 4_095)), record.Text);
    }

    [Fact]
    public async Task Fetch_CaptureJson_IsParsedIntoTheRecord()
    {
        var record = await FetchAsync("\uFEFF{\"a\":[1,2]}"u8.ToArray(), null, "application/json", new FetchOptions { Capture = Capture.Json });

        Assert.Equal((Outcome.Ok, 2), (record.Outcome, record.Json!.Value.GetProperty("a")[1].GetInt32()));
        Assert.Null(record.Text);
    }

    [Fact]
    public async Task Fetch_CaptureJsonInUtf16_IsParsed()
    {
        byte[] body = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{\"ü\":1}")];

        var record = await FetchAsync(body, null, "application/json", new FetchOptions { Capture = Capture.Json });

        Assert.Equal(1, record.Json!.Value.GetProperty("ü").GetInt32());
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("{\"a\":1} trailing")]
    public async Task Fetch_CaptureJsonOfSomethingElse_IsProtocolErrorInOneLine(string body)
    {
        var record = await FetchAsync(Encoding.UTF8.GetBytes(body), null, "application/json", new FetchOptions { Capture = Capture.Json });

        Assert.Equal(Outcome.ProtocolError, record.Outcome);
        Assert.StartsWith("invalid JSON at line 1", record.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_CaptureJsonOfNoContent_IsOkWithoutIt()
    {
        using var server = new RawServer("HTTP/1.1 204 No Content\r\n\r\n");

        var record = await _fetcher.GetAsync(server.Url, new FetchOptions { Capture = Capture.Json });

        Assert.Equal((Outcome.Ok, null), (record.Outcome, record.Json));
    }

    [Fact]
    public async Task Fetch_SameContentLengthTwice_IsOk()
    {
        using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc");

        Assert.Equal((Outcome.Ok, 3L), await OutcomeAndBytesAsync(_fetcher.GetAsync(server.Url)));
    }

    [Theory]
    [InlineData(100, Outcome.Ok)]
    [InlineData(101, Outcome.TooLarge)]
    [InlineData(90_000, Outcome.TooLarge)]
    public async Task Fetch_CaptureJson_IsAtMostAsLongAsCaptured(int length, Outcome outcome)
    {
        var body = Encoding.UTF8.GetBytes("\"" + new string('x', length - 2) + "\"");

        Assert.Equal((outcome, (long)length), await OutcomeAndBytesAsync(FetchAsync(body, null, "application/json", new FetchOptions { Capture = Capture.Json, MaxCaptureBytes = 100 })));
    }

    [Theory]
    [InlineData("text/html; charset=windows-1251", "")]
    [InlineData("text/html", "<meta charset=windows-1251>")]
    [InlineData("text/html", "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>")]
    [InlineData("text/html; charset=\"WINDOWS-1251\"", "<meta charset=utf-8>")]
    public async Task Fetch_TitleInACodePage_IsDecoded(string contentType, string declaration)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(declaration + "<title>"), 0xCF, 0xF0, 0xE8, .. "</title>"u8];

        Assert.Equal("При", (await FetchAsync(body, null, contentType)).Title);
    }

    [Fact]
    public async Task Fetch_CharsetNobodyKnows_IsReadAsUtf8()
    {
        Assert.Equal("ü", (await FetchAsync("<title>ü</title>"u8.ToArray(), null, "text/html; charset=klingon")).Title);
    }

    [Fact]
    public async Task Fetch_NoContentType_IsOkWithoutTitle()
    {
        var record = await FetchAsync("<title>T</title>"u8.ToArray(), null, null);

        Assert.Equal((Outcome.Ok, null, null), (record.Outcome, record.ContentType, record.Title));
    }

    private static async Task<(Outcome Outcome, long Bytes)> OutcomeAndBytesAsync(Task<FetchRecord> fetching)
    {
        var record = await fetching;
        return (record.Outcome, record.Bytes);
    }

    private async Task<FetchRecord> FetchAsync(byte[] body, string? coding, string? type, FetchOptions? options = null, bool announced = true)
    {
        await using var site = await TestSite.StartAsync(async context =>
        {
            context.Response.ContentType = type;
            context.Response.ContentLength = announced ? body.Length : null;
            if (coding is not null)
            {
                context.Response.Headers.ContentEncoding = coding;
            }

            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await context.Response.Body.WriteAsync(body);
            }
        });
        return await _fetcher.GetAsync(site.Url, options);
    }
}
