using System.Text;
using System.Text.Json;
using CsCheck;
using FanOut.Jobs;

namespace FanOut.Tests.Jobs;

public sealed class JobRequestFuzzTests
{
    private const string Valid = """
        {"name":"n\u00fc","urls":["https://a/","https://\ud83d\ude00/","https://a/","","ü€😀","x\\\"y"],
         "options":{"maxConcurrency":9,"timeoutSeconds":2.5e0,"headers":{"X-A":"1","X-B":"2"},"dedupe":true,"capture":"json","toleratedFailures":"5%"}}
        """;

    private static readonly byte[] s_valid = Encoding.UTF8.GetBytes(Valid);

    private static readonly string[] s_pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d800", "null", "true", "1e999", "-0.0", "\"urls\"", "\"options\"", "\"headers\"", "\"name\"",
        "\"maxConcurrency\"", "\"dedupe\"", "\n", " ", "\u0000", "\uFEFF", "ü", "#", "\"https://a/\"",
    ];

    private static readonly Gen<string> s_piece = Gen.Int[0, s_pieces.Length - 1].Select(i => s_pieces[i]);
    private static readonly Gen<int[]> s_chunks = Gen.Int[1, 40].Array[1, 5];

    [Fact]
    public void RandomBytes_AreReadOrRefused_NeverMore() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Bool, Gen.Bool).Sample((body, json, gzip) => ReadOrRefuse(body, json, gzip), iter: 3000);

    [Fact]
    public void RandomPieces_AreReadOrRefused_NeverMore() =>
        Gen.Select(s_piece.Array[0, 40], Gen.Bool).Sample((pieces, json) => ReadOrRefuse(Encoding.UTF8.GetBytes(string.Concat(pieces)), json), iter: 5000);

    [Fact]
    public void MutatedBodies_AreReadOrRefused_NeverMore() =>
        Gen.Select(Gen.Int[0, s_valid.Length], Gen.Int[0, 12], Gen.OneOf(s_piece.Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 4])).Array[1, 3]
            .Sample(edits =>
            {
                var body = s_valid.ToList();
                foreach (var (at, removed, added) in edits)
                {
                    var start = Math.Min(at, body.Count);
                    body.RemoveRange(start, Math.Min(removed, body.Count - start));
                    body.InsertRange(start, added);
                }
                ReadOrRefuse([.. body], json: true);
            }, iter: 5000);

    [Fact]
    public void DamagedGzip_IsReadOrRefused_NeverMore()
    {
        var packed = Posting.Gzip(s_valid);
        Gen.Select(Gen.Int[0, packed.Length - 1], Gen.Byte, Gen.Int[0, packed.Length]).Sample((at, value, length) =>
        {
            var body = packed.ToArray();
            body[at] = value;
            ReadOrRefuse(body[..length], json: true, gzip: true);
        }, iter: 2000);
    }

    [Fact]
    public void DamagedGzipOfText_IsReadOrRefused_NeverMore()
    {
        var packed = Posting.Gzip(Encoding.UTF8.GetBytes(string.Join("\r\n", Enumerable.Range(0, 50).Select(i => $"# line {i}\nhttps://a.example/ü{i}"))));
        Gen.Select(Gen.Int[0, packed.Length - 1], Gen.Byte, Gen.Int[0, packed.Length]).Sample((at, value, length) =>
        {
            var body = packed.ToArray();
            body[at] = value;
            ReadOrRefuse(body[..length], json: false, gzip: true);
        }, iter: 2000);
    }

    [Fact]
    public void RandomLines_AreReadOrRefused_NeverMore() =>
        Gen.Select(Gen.OneOf(s_piece, Gen.OneOf("\r", "\n", "\r\n", "# ", "https://b/", "\t", "\u0085", "\u2028"), Gen.String[0, 4]).Array[0, 60], s_chunks).Sample((pieces, sizes) =>
        {
            var body = Encoding.UTF8.GetBytes(string.Concat(pieces));
            ReadOrRefuse(body, json: false);
            Assert.Equal(Attempt(body, []), Attempt(body, sizes));
        }, iter: 3000);

    [Fact]
    public void Chunking_NeverChangesTheResult()
    {
        var (expected, lines) = Outcome(s_valid, []);
        s_chunks.Sample(sizes =>
        {
            var (actual, actualLines) = Outcome(s_valid, sizes);
            Assert.Equal(expected, actual);
            Assert.Equal(lines, actualLines);
        }, iter: 300);
    }

    [Fact]
    public void Chunking_OfLargeBodies_NeverChangesTheResult()
    {
        var url = new string('ü', 700);
        var list = string.Join(",\n", Enumerable.Range(0, 1500).Select(i => $"\"{url}\\u00fc{i % 900}\""));
        var body = Encoding.UTF8.GetBytes($$$"""{"urls":[{{{list}}},"{{{new string('x', 150_000)}}}"],"options":{"dedupe":true}}""");
        var text = Encoding.UTF8.GetBytes(string.Join("\r\n", Enumerable.Range(0, 1500).Select(i => $" {url}{i}")) + "\n" + new string('x', 150_000));
        var expected = Outcome(body, []);
        var expectedText = Outcome(text, [], "text/plain");
        Gen.Int[1, 100_000].Array[1, 4].Sample(sizes =>
        {
            Assert.Equal(expected, Outcome(body, sizes));
            Assert.Equal(expectedText, Outcome(text, sizes, "text/plain"));
        }, iter: 20);
    }

    private static (string Request, string Lines) Outcome(byte[] body, int[] sizes, string type = "application/json")
    {
        var posting = new Posting { ContentType = type };
        var request = posting.SendAsync(new ChunkedStream(body, sizes)).GetAwaiter().GetResult();
        return (JsonSerializer.Serialize(request), Encoding.UTF8.GetString(posting.Written));
    }

    private static string Attempt(byte[] body, int[] sizes)
    {
        try
        {
            return Outcome(body, sizes, "text/plain").ToString();
        }
        catch (JobRequestException refused)
        {
            return string.Join(' ', refused.Errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}"));
        }
    }

    private static void ReadOrRefuse(byte[] body, bool json, bool gzip = false)
    {
        var posting = new Posting { ContentType = json ? "application/json" : "text/plain", Encoding = gzip ? "gzip" : null };
        try
        {
            var request = posting.SendAsync(body).GetAwaiter().GetResult();
            Assert.Equal(request.Total, posting.Urls.Length);
            Assert.Equal(posting.Written.Length, request.LineIndex.Lengths.Sum());
        }
        catch (JobRequestException refused)
        {
            Assert.Equal(400, refused.Status);
            Assert.NotEmpty(refused.Errors);
        }
    }
}
