using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using FanOut.Fetching;
using FanOut.Results;

namespace FanOut.Tests.Results;

public sealed class ResultsDigestTests
{
    private static readonly string[] s_urls = ["https://example.com/a", "https://exämple.com:8443/ü?q=\"x\"", "http://127.0.0.1:99/", "not a url"];

    private static readonly Gen<FetchRecord> s_record =
        Gen.Select(Gen.Int[0, s_urls.Length - 1], Gen.Bool, Gen.Double[0, 400_000], Gen.Char.Array[0, 40], (url, tried, duration, title) => new FetchRecord
        {
            Index = 0,
            Url = s_urls[url],
            Outcome = tried ? Outcome.Ok : Outcome.NotRun,
            Title = new string(title),
            Attempts = tried ? 1 : 0,
            DurationMs = duration,
        });

    [Fact]
    public void Digest_WhereverTheBytesAreCut_IsThatOfTheWhole() =>
        Gen.Select(s_record.Array[1, 30], Gen.Int[1, 300].Array[1, 20]).Sample((records, cuts) =>
        {
            var bytes = LinesOf(records);
            using var whole = new ResultsDigest();
            whole.Add(bytes);
            using var cut = new ResultsDigest();
            for (int at = 0, i = 0; at < bytes.Length; i++)
            {
                var length = Math.Min(cuts[i % cuts.Length], bytes.Length - at);
                cut.Add(bytes.AsSpan(at, length));
                at += length;
            }

            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), cut.Sha256());
            Assert.Equal(bytes.Length, cut.Position);
            Assert.Equal(whole.Durations(), cut.Durations());
            Assert.Equal(whole.TopHosts(), cut.TopHosts());
        });

    [Fact]
    public void Sha256_OfWhatIsThereSoFar_MayBeAskedForInBetween()
    {
        var bytes = LinesOf([RecordOf("https://example.com/", 1), RecordOf("https://example.com/", 2)]);
        using var digest = new ResultsDigest();

        digest.Add(bytes.AsSpan(0, 10));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, 10))), digest.Sha256());
        digest.Add(bytes.AsSpan(10));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), digest.Sha256());
    }

    [Fact]
    public void Durations_OfOneToAThousandMilliseconds_AreTheirPercentiles()
    {
        using var digest = new ResultsDigest();
        digest.Add(LinesOf([.. Enumerable.Range(1, 1_000).Select(ms => RecordOf("https://example.com/", ms)).Reverse()]));

        var durations = digest.Durations()!;

        Assert.InRange(durations.P50, 499, 501);
        Assert.InRange(durations.P90, 899, 901);
        Assert.InRange(durations.P99, 989, 991);
        Assert.InRange(durations.Max, 999, 1_001);
    }

    [Theory, InlineData(1), InlineData(3), InlineData(999), InlineData(1_000), InlineData(1_001), InlineData(4_000)]
    public void Durations_HoweverMany_AreThoseOfTheNearestRank(int count)
    {
        var sorted = Enumerable.Range(1, count).Select(i => 7.0 * i).ToArray();
        using var digest = new ResultsDigest();
        foreach (var some in sorted.Reverse().Chunk(300)) digest.Add(LinesOf([.. some.Select(ms => RecordOf("https://example.com/", ms))]));

        var durations = digest.Durations()!;

        foreach (var (percentile, value) in new[] { (50, durations.P50), (90, durations.P90), (99, durations.P99), (100, durations.Max) })
        {
            var expected = sorted[(int)Math.Ceiling(percentile / 100.0 * count) - 1];
            Assert.InRange(value, expected * 0.999 - 0.1, expected * 1.001 + 0.1);
        }
    }

    [Fact]
    public void Durations_OfUrlsThatWereNeverTried_AreNotCounted()
    {
        using var digest = new ResultsDigest();
        digest.Add(LinesOf([new FetchRecord { Index = 0, Url = "https://example.com/", Outcome = Outcome.NotRun }]));
        Assert.Null(digest.Durations());

        digest.Add(LinesOf([RecordOf("https://example.com/", 20)]));

        Assert.InRange(digest.Durations()!.P50, 19.9, 20.1);
    }

    [Fact]
    public void Durations_LongerThanAnyMayBe_AreKept()
    {
        using var digest = new ResultsDigest();

        digest.Add(LinesOf([RecordOf("https://example.com/", 1e9)]));

        Assert.InRange(digest.Durations()!.Max, 3_590_000, 3_610_000);
    }

    [Fact]
    public void Hosts_OfManyUrls_AreTheFiftyWithTheMostInOrder()
    {
        using var digest = new ResultsDigest();
        for (var host = 0; host < 80; host++)
        {
            digest.Add(LinesOf([.. Enumerable.Range(0, host + 1).Select(_ => RecordOf($"https://h{host}.example/", 1))]));
        }

        var hosts = digest.TopHosts();

        Assert.Equal(Enumerable.Range(30, 50).Reverse().Select(host => KeyValuePair.Create($"h{host}.example", host + 1)), hosts);
    }

    [Fact]
    public void Hosts_WrittenDifferently_AreOneAndAPortMakesAnother()
    {
        using var digest = new ResultsDigest();

        digest.Add(LinesOf([RecordOf("https://EXAMPLE.com/a", 1), RecordOf("http://example.com:80/b", 1), RecordOf("http://example.com:8080/", 1), RecordOf("nonsense", 1)]));

        Assert.Equal(new Dictionary<string, int> { ["example.com"] = 2, ["example.com:8080"] = 1 }, digest.TopHosts());
    }

    private static FetchRecord RecordOf(string url, double durationMs) =>
        new() { Index = 0, Url = url, Outcome = Outcome.Ok, Attempts = 1, DurationMs = durationMs };

    private static byte[] LinesOf(FetchRecord[] records) =>
        Encoding.UTF8.GetBytes(string.Concat(records.Select(record => JsonSerializer.Serialize(record, ResultsJson.Default.FetchRecord) + "\n")));
}
