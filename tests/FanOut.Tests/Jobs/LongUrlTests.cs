using System.Text;
using System.Text.Json;

namespace FanOut.Tests.Jobs;

public sealed class LongUrlTests
{
    private const int Limit = 2048;

    [Theory]
    [InlineData('a', Limit, "", Limit, false)]
    [InlineData('a', Limit + 1, "", Limit, true)]
    [InlineData('ü', Limit, "", Limit, false)]
    [InlineData('€', Limit + 1, "", Limit, true)]
    [InlineData('a', Limit - 2, "😀", Limit, false)]
    [InlineData('a', Limit - 1, "😀", Limit - 1, true)]
    [InlineData('a', Limit, "😀", Limit, true)]
    [InlineData('\n', Limit, "", Limit, false)]
    [InlineData('a', 5_000_000, "", Limit, true)]
    [InlineData('\u0001', 200_000, "", Limit, true)]
    public async Task Url_AroundTheLimit_IsCutToItAndMarked(char unit, int count, string end, int kept, bool tooLong)
    {
        var url = new string(unit, count) + end;
        foreach (var written in new[] { JsonSerializer.Serialize(url), Escaped(url) })
        {
            var posting = new Posting();
            var request = await posting.SendAsync($$"""{"urls":["before",{{written}},"after"]}""");
            Assert.Equal(3, request.Total);
            Assert.Equal(["before", url[..kept], "after"], posting.Urls);
            Assert.Equal(tooLong, JsonDocument.Parse(posting.Lines[1]).RootElement.TryGetProperty("tooLong", out var mark) && mark.GetBoolean());
        }
    }

    [Fact]
    public async Task TextLine_AroundTheLimit_IsCutToItAndMarked()
    {
        foreach (var length in new[] { Limit, Limit + 1, 64 * 1024, 64 * 1024 + 1, 128 * 1024, 128 * 1024 + 1, 3_000_000 })
        {
            var posting = Posting.Text();
            await posting.SendAsync($"before\n{new string('a', length)}\nafter");
            Assert.Equal(["before", new string('a', Limit), "after"], posting.Urls);
            Assert.Equal(length > Limit, posting.Lines[1].Contains("tooLong", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task LongStrings_OfEveryLengthAroundTheBuffer_LeaveTheRestReadable()
    {
        // Cuts must not fall into an escape, wherever the string stands in the buffer.
        for (var length = 98_290; length < 98_320; length++)
        {
            foreach (var unit in new[] { "a", "\\n", "\\u0041", "\\\\", "\\\"" })
            {
                var text = new StringBuilder(length + 12);
                while (text.Length < length) text.Append(text.Length % 7 == 0 ? "a" : unit);
                var posting = new Posting();
                await posting.SendAsync($$"""{"urls":["{{text}}","after"]}""");
                Assert.Equal("after", posting.Urls[1]);
            }
        }
    }

    private static string Escaped(string url)
    {
        var text = new StringBuilder("\"", 6 * url.Length + 2);
        foreach (var unit in url) text.Append("\\u").Append(((int)unit).ToString("x4"));
        return text.Append('"').ToString();
    }
}
