using System.Text;
using FanOut.Jobs;

namespace FanOut.Tests.Jobs;

public sealed class ShortListsTests
{
    private const int MostBytes = 4 * 1024;

    [Fact]
    public async Task Urls_OfAShortList_AreReadAsTheyWereWritten()
    {
        string[] urls = ["https://example.com/a?b=\"c\"&d", "https://bücher.example/ä\\n", "", "not a url"];

        Assert.Equal(urls, ShortLists.Read(await WriteAsync(urls)));
    }

    [Theory, InlineData(0, true), InlineData(1, false)]
    public async Task List_ThatIsLonger_IsNone(int bytesMore, bool isShort)
    {
        var frame = (await WriteAsync("")).Length;
        var list = await WriteAsync(new string('a', MostBytes / 2 - frame), new string('b', MostBytes / 2 - frame + bytesMore));
        Assert.Equal(MostBytes + bytesMore, list.Length);

        Assert.Equal(isShort, ShortLists.Read(list) is not null);
    }

    [Fact]
    public async Task List_WithAUrlThatWasCut_IsNone() => Assert.Null(ShortLists.Read(await WriteAsync("a", new string('b', JobLimits.MaxUrlLength + 1))));

    [Fact]
    public void List_OfWhichOnlyThePartsAreKnown_IsNone() => Assert.Null(ShortLists.Read(null));

    private static async Task<ReadOnlyMemory<byte>> WriteAsync(params string[] urls)
    {
        using var list = new MemoryStream();
        using var lines = new UrlLineWriter(list);
        foreach (var url in urls) lines.Write(Encoding.UTF8.GetBytes(url));
        await lines.FlushAsync(CancellationToken.None);
        return list.ToArray();
    }
}
