using System.Text;
using CsCheck;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

/// <summary>What a site sends, cut, mixed and mutated at random: it is read or it is a fault, and never more.</summary>
public sealed class ParsingFuzzTests
{
    private const int MaxBodyBytes = 100_000;

    private static readonly DateTimeOffset s_now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_markup =
    [
        "<title>", "</title>", "<TITLE x='", "</title/>", "</title \n", "<!--", "-->", "<script>", "</script>", "<svg>", "</svg>", "<math/>", "<textarea>", "<plaintext>",
        "<style>", "&amp;", "&#x202E;", "&#0;", "&notanentity;", "&#xD800;", "<![CDATA[", "]]>", "<", ">", "/", "\"", "'", "\r\n", "\u001b[31m", "\u2066", "ü", "😀", "<meta charset=",
        "utf-16", "klingon", "iso-2022-jp", "shift_jis", "x-user-defined",
    ];

    private static readonly string[] s_charsets = ["utf-8", "utf-16", "utf-16be", "utf-32", "windows-1252", "iso-2022-jp", "shift_jis", "gb18030", "euc-kr", "utf-7", "x-user-defined"];

    private static readonly string[] s_headers =
    [
        "text/html", "application/xhtml+xml", "charset", "=", ";", "\"", "'", " ", "\t", "\u001b", "\u007f", "\u202e", "ü", "*/*", "utf-8", "boundary=", "Wed, 01 Jul 2026 12:01:00 GMT",
        "Wednesday, 01-Jul-26 12:01:00 GMT", "Wed Jul  1 12:01:00 2026", "120", "-1", "1e9", "99999999999999999999", "0x10", "+5", ",", "31 Feb 2026", "GMT", "24:60:60",
    ];

    private static readonly Gen<byte[]> s_page =
        Gen.OneOf(Gen.OneOf(s_markup).Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 6]).Array[0, 40].Select(parts => parts.SelectMany(part => part).ToArray());

    private static readonly Gen<string> s_header = Gen.OneOf(Gen.OneOf(s_headers), Gen.String[0, 5]).Array[0, 8].Select(string.Concat);

    [Fact]
    public void Title_OfAnyPageInAnyCharset_IsOneShortLine() =>
        Gen.Select(s_page, Gen.OneOf(s_charsets)).Sample(
            (page, charset) =>
            {
                var encoding = Charset.Detect(page, $"text/html; charset={charset}", isHtml: true, out var preamble);
                AssertLine(HtmlTitle.Find(page.AsSpan(preamble), encoding), HtmlTitle.MaxLength);
            },
            iter: 5_000);

    [Fact]
    public void Charset_OfAnyPageAndHeader_CanDecodeIt() =>
        Gen.Select(s_page, s_header, Gen.Bool).Sample(
            (page, header, isHtml) =>
            {
                var encoding = Charset.Detect(page, header, isHtml, out var preamble);
                Assert.InRange(preamble, 0, 4);
                Assert.NotNull(CapturedText.Decode(page.AsSpan(preamble), encoding, 50, isWhole: true));
            },
            iter: 5_000);

    [Fact]
    public void ContentType_OfAnyHeader_IsOneShortLine() =>
        s_header.Sample(header => AssertLine(ContentType.MediaTypeOf(header), 100), iter: 5_000);

    [Fact]
    public void RetryAfter_OfAnyHeader_IsAWaitOrNone() =>
        s_header.Sample(header => Assert.True(RetryAfter.Parse(header, s_now) is not { } wait || wait > TimeSpan.Zero), iter: 5_000);

    [Fact]
    public void Body_InADamagedEncoding_IsReadOrFails() =>
        Gen.Select(s_page, Gen.OneOf("gzip", "br", "deflate", "gzip, br"), Gen.Int[0, 1_000], Gen.Byte, Gen.Int[0, 1_000]).Sample(
            (page, coding, at, value, length) =>
            {
                var sent = Encoders.Encode(coding, page);
                // Of nothing there is nothing to damage.
                if (sent.Length > 0) sent[at % sent.Length] = value;
                ReadOrFail(sent[..Math.Min(length, sent.Length)], coding);
            },
            iter: 3_000);

    [Fact]
    public void Body_OfAnyBytesInAnyEncoding_IsReadOrFails() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.OneOf(Gen.OneOf("gzip", "br", "deflate", "zstd", "gzip,gzip", "identity"), s_header)).Sample(ReadOrFail, iter: 3_000);

    [Fact]
    public void Location_OfAnyText_LeadsToAUrlOrIsAFault() =>
        Gen.OneOf(s_header, Gen.OneOf("//", "http://", "https:", "\\\\", "/../", "?", "#", "@", "[::1]", "%00", "%0d%0a", "。", "xn--", ":80").Array[0, 8].Select(string.Concat)).Sample(
            location =>
            {
                var fault = Redirect.Resolve(new Uri("http://a.example.com/b"), location, out var next);
                Assert.Equal(fault is null, next is not null);
                if (next is not null) Assert.DoesNotContain(next.AbsoluteUri, c => c is '\r' or '\n' or ' ' or '\u001b');
            },
            iter: 5_000);

    private static void ReadOrFail(byte[] sent, string coding)
    {
        ContentDecoding.BeStrict();
        try
        {
            using var body = DecodedBody.OpenAsync(new MemoryStream(sent), coding, MaxBodyBytes, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            using var buffer = new BodyBuffer(MaxBodyBytes);
            buffer.ReadToEndAsync(body.Decoded, MaxBodyBytes, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Assert.InRange(buffer.Kept.Length, 0, MaxBodyBytes);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.True(Failures.Classify(e).Outcome is Outcome.ProtocolError or Outcome.TooLarge, e.ToString());
        }
    }

    private static void AssertLine(string? line, int maxLength)
    {
        if (line is null) return;
        Assert.InRange(line.Length, 1, maxLength);
        Assert.DoesNotContain(line, c => char.IsControl(c) || c is '\u202e' or '\u2066' or '\u2028');
    }
}
