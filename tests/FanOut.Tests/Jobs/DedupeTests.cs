using CsCheck;
using FanOut.Jobs;

namespace FanOut.Tests.Jobs;

public sealed class DedupeTests
{
    private static readonly Gen<string[]> s_urls = Gen.Int[0, 30].Select(n => $"https://example.com/{n}").Array[1, 60];

    [Fact]
    public void Duplicates_AreDroppedOrKept_WhereverTheOptionStands() =>
        s_urls.Sample(urls =>
        {
            var list = $"\"urls\":[{string.Join(',', urls.Select(url => $"\"{url}\""))}]";
            foreach (var dedupe in new[] { true, false })
            {
                var expected = dedupe ? urls.Distinct(StringComparer.Ordinal).ToArray() : urls;
                var option = $"\"options\":{{\"dedupe\":{(dedupe ? "true" : "false")}}}";
                Verify($"{{{list},{option}}}", expected);
                Verify($"{{{option},{list}}}", expected);
            }
            Verify($"{{{list}}}", urls);
        }, iter: 200);

    [Fact]
    public async Task ManyDuplicates_BeforeTheOption_AreDropped()
    {
        var urls = string.Join(',', Enumerable.Range(0, 90_000).Select(i => $"\"https://example.com/{i % 40_000}\""));
        var posting = new Posting();
        var request = await posting.SendAsync($$$"""{"urls":[{{{urls}}}],"options":{"dedupe":true}}""");
        Assert.Equal(40_000, request.Total);
        Assert.Equal(Enumerable.Range(0, 40_000).Select(i => $"https://example.com/{i}"), posting.Urls);
        Assert.Equal(posting.Written.Length, request.LineIndex.Lengths.Sum());
    }

    [Fact]
    public async Task LongUrls_ThatDifferPastTheCut_AreNotDuplicates()
    {
        var same = new string('a', 3000);
        var posting = new Posting();
        var request = await posting.SendAsync($$"""{"options":{"dedupe":true},"urls":["{{same}}b","{{same}}c","{{same}}b"]}""");
        Assert.Equal(2, request.Total);
    }

    [Fact]
    public async Task Spool_WhenDisposed_LeavesNoFileBehind()
    {
        var folder = Directory.CreateTempSubdirectory("fanout-").FullName;
        try
        {
            using (var spool = new UrlSpool(folder))
            {
                spool.Add("https://a/"u8, duplicate: true);
                await spool.Lines.FlushAsync(CancellationToken.None);
                Assert.Single(Directory.GetFiles(folder));
            }
            Assert.Empty(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Verify(string body, string[] expected)
    {
        var posting = new Posting();
        var request = posting.SendAsync(body).GetAwaiter().GetResult();
        Assert.Equal(expected, posting.Urls);
        Assert.Equal(expected.Length, request.Total);
        Assert.Equal(posting.Written.Length, request.LineIndex.Lengths.Sum());
    }
}
