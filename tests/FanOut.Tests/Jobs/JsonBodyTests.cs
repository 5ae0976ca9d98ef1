using System.Security.Cryptography;
using System.Text;
using FanOut.Jobs;

namespace FanOut.Tests.Jobs;

public sealed class JsonBodyTests
{
    [Fact]
    public async Task Body_WithEverything_BecomesRequestAndLines()
    {
        var posting = new Posting();
        var request = await posting.SendAsync("""{"name":"nightly","urls":["https://a/?x=1&y=2","b c","https://ü/"],"options":{"maxConcurrency":7,"headers":{"X-A":"1"}}}""");
        Assert.Equal("nightly", request.Name);
        Assert.Equal(3, request.Total);
        Assert.Equal(7, request.Options.MaxConcurrency);
        Assert.Equal("1", request.Options.Headers["x-a"]);
        Assert.Equal(["""{"url":"https://a/?x=1&y=2"}""", """{"url":"b c"}""", """{"url":"https://ü/"}"""], posting.Lines);
        Assert.Equal(posting.Written.Length, request.LineIndex.Locate(0, 3).Length);
    }

    [Theory, InlineData(1, ""), InlineData(5, ""), InlineData(5, "\n\n"), InlineData(20_000, "")]
    public async Task Body_ThatTellsItsLength_IsReadAsOneThatDoesNot(int urls, string end)
    {
        var told = new Posting { TellsLength = true };
        var untold = new Posting();

        await told.SendAsync(Posting.ListOf(urls) + end);
        await untold.SendAsync(Posting.ListOf(urls) + end);

        Assert.Equal(urls, told.Urls.Length);
        Assert.Equal(untold.Written, told.Written);
    }

    [Theory]
    [InlineData("""{"options":{"maxAttempts":5},"urls":["u"],"name":"n"}""")]
    [InlineData("""{"urls":["u"],"name":"n","options":{"maxAttempts":5}}""")]
    [InlineData("{\r\n  \"name\" : \"n\",\r\n  \"options\": { \"maxAttempts\": 5 } ,\r\n\t\"urls\" : [ \"u\" ]\r\n}\r\n")]
    [InlineData("""{"n\u0061me":"n","options":{"maxA\u0074tempts":5},"urls":["\u0075"]}""")]
    public async Task Properties_InAnyOrderAndLayout_MeanTheSame(string body)
    {
        var posting = new Posting();
        var request = await posting.SendAsync(body);
        Assert.Equal(("n", 5, 1), (request.Name, request.Options.MaxAttempts, request.Total));
        Assert.Equal(["u"], posting.Urls);
    }

    [Theory]
    [InlineData("""{"urls":["u"]}""")]
    [InlineData("""{"urls":["u"],"options":null,"name":null}""")]
    [InlineData("""{"urls":["u"],"options":{}}""")]
    public async Task Options_LeftOutOrNull_AreDefaults(string body)
    {
        var request = await new Posting().SendAsync(body);
        Assert.Null(request.Name);
        Assert.Equivalent(new JobOptions(), request.Options, strict: true);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("Application/JSON")]
    public async Task ContentType_JsonInUtf8_IsAccepted(string contentType) =>
        Assert.Equal(1, (await new Posting { ContentType = contentType }.SendAsync("""{"urls":["u"]}""")).Total);

    [Fact]
    public async Task Body_WithByteOrderMark_IsAccepted() =>
        Assert.Equal(1, (await new Posting().SendAsync("\uFEFF{\"urls\":[\"u\"]}")).Total);

    [Fact]
    public async Task Hash_IsOfDecodedBody_HoweverItWasSent()
    {
        var body = Encoding.UTF8.GetBytes(Posting.ListOf(20_000));
        var plain = await new Posting().SendAsync(body);
        var packed = await new Posting { Encoding = "gzip" }.SendAsync(Posting.Gzip(body));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), plain.BodySha256);
        Assert.Equal(plain.BodySha256, packed.BodySha256);
        Assert.Equal(20_000, packed.Total);
    }

    [Theory]
    [InlineData("\\ud800", "\uFFFD")]
    [InlineData("a\\udc00b", "a\uFFFDb")]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("\\ud83d\\u0041", "\uFFFDA")]
    [InlineData("\\ud83d\\ud83d\\ude00", "\uFFFD😀")]
    [InlineData("\\ud83dx", "\uFFFDx")]
    [InlineData("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t")]
    [InlineData("", "")]
    public async Task Url_WithEscapes_IsDecoded(string escaped, string expected)
    {
        var posting = new Posting();
        await posting.SendAsync($$"""{"urls":["{{escaped}}"]}""");
        Assert.Equal([expected], posting.Urls);
    }

    [Fact]
    public async Task Url_OfInvalidUtf8_IsWrittenWithReplacement()
    {
        var posting = new Posting();
        await posting.SendAsync([.. "{\"urls\":[\"a"u8, 0xC3, 0xFF, .. "b\",\""u8, 0xED, 0xA0, 0x80, .. "\"]}"u8]);
        Assert.Equal(["a\uFFFD\uFFFDb", "\uFFFD\uFFFD\uFFFD"], posting.Urls);
    }
}
