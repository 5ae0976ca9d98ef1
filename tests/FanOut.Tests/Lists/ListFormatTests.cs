using System.Text;
using System.Text.Json;
using CsCheck;
using FanOut.Jobs;
using FanOut.Lists;
using FanOut.Tests.Jobs;

namespace FanOut.Tests.Lists;

/// <summary>The forms of a list, apart from where it comes from.</summary>
public sealed class ListFormatTests
{
    private const int Megabyte = 1024 * 1024, MaxPieceBytes = Megabyte, Many = 100_000;

    [Theory]
    [InlineData("\"https://a/\"\n\"https://b/\"")]
    [InlineData("{\"url\":\"https://a/\"}\r\n\r\n{\"id\":7,\"tags\":[{\"url\":\"no\"}],\"url\":\"https://b/\",\"rest\":{}}\r\n")]
    [InlineData("\uFEFF  \"https://a/\"  \n\n\t{\"url\":\"https:\\/\\/b\\u002f\"}\n")]
    public async Task Ndjson_OfStringsOrObjects_IsRead(string text) =>
        Assert.Equal(["https://a/", "https://b/"], await ReadAsync(text, (body, list) => NdjsonList.ReadAsync(body, "url", list, default)));

    [Fact]
    public async Task Ndjson_WithAnotherMember_IsReadFromThere() =>
        Assert.Equal(["https://b/"], await ReadAsync("""{"url":"https://a/","finalUrl":"https://b/"}""", (body, list) => NdjsonList.ReadAsync(body, "finalUrl", list, default)));

    [Theory]
    [InlineData("\"u\"\n{\"url\":1}", "Line 2")]
    [InlineData("\"u\"\n{\"URL\":\"u\"}", "Line 2")]
    [InlineData("{\"url\":null}", "Line 1")]
    [InlineData("7", "Line 1")]
    [InlineData("[\"u\"]", "Line 1")]
    [InlineData("\"u\"\n\n{\"url\":\"u\"", "Line 3")]
    [InlineData("\"u\" \"v\"", "Line 1")]
    [InlineData("https://a/", "Line 1")]
    public async Task Ndjson_WithALineThatIsNoUrl_NamesIt(string text, string line)
    {
        var refused = await Assert.ThrowsAsync<ListException>(() => ReadAsync(text, (body, list) => NdjsonList.ReadAsync(body, "url", list, default)));
        Assert.StartsWith(line, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("url\nhttps://a/\nhttps://b/\n", "url")]
    [InlineData("\uFEFFid,URL,title\r\n1,https://a/,\"x, \"\"y\"\"\nz\"\r\n\r\n2,\" https://b/ \",\r\n", "url")]
    [InlineData("a,a b\n1,https://a/\n2,https://b/", "a b")]
    public async Task Csv_WithTheColumn_IsRead(string text, string column) =>
        Assert.Equal(["https://a/", "https://b/"], await ReadAsync(text, (body, list) => CsvList.ReadAsync(body, column, list, default)));

    [Theory]
    [InlineData("link\nhttps://a/", "no column 'url' in its first row, which is: link")]
    [InlineData("id;url\n1;https://a/", "which is: id;url")]
    [InlineData("id,url\n1,https://a/\n2\n", "Row 3 has no field")]
    public async Task Csv_WithoutTheColumn_SaysSo(string text, string message)
    {
        var refused = await Assert.ThrowsAsync<ListException>(() => ReadAsync(text, (body, list) => CsvList.ReadAsync(body, "url", list, default)));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"url\":\"", 'x', ListFormat.Ndjson)]
    [InlineData("url\n\"", 'x', ListFormat.Csv)]
    [InlineData("url\n", ',', ListFormat.Csv)]
    public async Task Line_WithoutEnd_IsRefusedBeforeItFillsMemory(string start, char filler, ListFormat format)
    {
        var text = start + new string(filler, 8 * Megabyte);
        var refused = await Assert.ThrowsAsync<ListException>(() => ReadAsync(text, (body, list) => ReadAsync(format, body, list)));
        Assert.Contains($"more than {MaxPieceBytes} bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_LongerThanItMayBe_IsRefused()
    {
        var text = string.Join('\n', Enumerable.Repeat("https://example.com/", 1000));
        var refused = await Assert.ThrowsAsync<ListException>(() => ReadAsync(text, (body, list) => ReadAsync(ListFormat.Text, body, list), maxBytes: 10_000));
        Assert.Contains("longer than 10000 bytes", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ListFormat.Text)]
    [InlineData(ListFormat.Ndjson)]
    [InlineData(ListFormat.Csv)]
    public async Task HundredThousandLines_AreWrittenWhileTheyArrive(ListFormat format)
    {
        using var lines = new MemoryStream();
        long writtenAtEnd = 0;
        var source = new ChunkedStream(Encoding.UTF8.GetBytes(Lines(format))) { Ended = () => writtenAtEnd = lines.Length };
        Assert.Equal(Many, await ReadAsync(source, lines, (body, list) => ReadAsync(format, body, list)));
        Assert.InRange(lines.Length - writtenAtEnd, 0, Megabyte);
        Assert.InRange(writtenAtEnd, Megabyte, long.MaxValue);
    }

    [Fact]
    public void Chunking_NeverChangesTheUrls()
    {
        foreach (var format in Enum.GetValues<ListFormat>())
        {
            var content = Encoding.UTF8.GetBytes("\uFEFF" + Lines(format, 400));
            var expected = Urls(content, []);
            Assert.Equal(400, expected.Length);
            Gen.Int[1, 5000].Array[1, 4].Sample(sizes => Assert.Equal(expected, Urls(content, sizes)), iter: 50);

            string[] Urls(byte[] bytes, int[] sizes)
            {
                using var lines = new MemoryStream();
                ReadAsync(new ChunkedStream(bytes, sizes), lines, (body, list) => ReadAsync(format, body, list)).GetAwaiter().GetResult();
                return Encoding.UTF8.GetString(lines.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            }
        }
    }

    internal static string Lines(ListFormat format, int count = Many) => (format == ListFormat.Csv ? "id,url\n" : "") + string.Join('\n', Enumerable.Range(0, count).Select(i => format switch
    {
        ListFormat.Ndjson => i % 2 == 0 ? $"\"https://example.com/{i}\"" : $$"""{"id":{{i}},"url":"https://example.com/{{i}}"}""",
        ListFormat.Csv => $"{i},https://example.com/{i}",
        _ => $"https://example.com/{i}",
    }));

    private static Task ReadAsync(ListFormat format, ListStream body, UrlList list) => format switch
    {
        ListFormat.Ndjson => NdjsonList.ReadAsync(body, "url", list, default),
        ListFormat.Csv => CsvList.ReadAsync(body, "url", list, default),
        _ => new TextBodyReader(body.FillAsync, list).ReadAsync(default),
    };

    private static async Task<string[]> ReadAsync(string text, Func<ListStream, UrlList, Task> read, long maxBytes = long.MaxValue)
    {
        using var lines = new MemoryStream();
        await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), lines, read, maxBytes);
        return [.. Encoding.UTF8.GetString(lines.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("url").GetString()!)];
    }

    private static async Task<int> ReadAsync(Stream source, Stream lines, Func<ListStream, UrlList, Task> read, long maxBytes = long.MaxValue)
    {
        using var sink = new UrlSink(lines) { Dedupe = false };
        var list = new UrlList(sink, new JobRequestErrors(), int.MaxValue);
        await using var body = new ListStream(source, maxBytes, MaxPieceBytes, CancellationToken.None);
        await read(body, list);
        return (await sink.CompleteAsync(dedupe: false, CancellationToken.None)).Total;
    }
}
