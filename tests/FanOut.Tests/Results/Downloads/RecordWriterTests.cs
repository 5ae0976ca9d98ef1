using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using FanOut.Fetching;
using FanOut.Results;
using FanOut.Results.Downloads;

namespace FanOut.Tests.Results.Downloads;

public sealed class RecordWriterTests
{
    private static readonly string[] s_titles = ["plain", "with, comma", "with \"quotes\"", "two\r\nlines", "=HYPERLINK(\"http://x\")", "+1", "-1", "@cmd", "\tx", "\rx", "\nx", " =no"];

    [Fact]
    public void Csv_OfAnyText_ReadsBackAsItWasButForFormulas()
    {
        var rows = ReadCsv(Csv(s_titles.Select((title, i) => RecordOf(i) with { Title = title })));

        Assert.Equal(
            ["plain", "with, comma", "with \"quotes\"", "two\r\nlines", "'=HYPERLINK(\"http://x\")", "'+1", "'-1", "'@cmd", "'\tx", "'\rx", "'\nx", " =no"],
            rows.Select(row => row["title"]));
    }

    [Fact]
    public void Csv_OfARecord_HasEveryMemberInAColumnOfItsName()
    {
        var record = RecordOf(3) with
        {
            SourceIndex = 7,
            StatusCode = 200,
            FinalUrl = "https://example.com/b",
            ContentType = "text/html",
            Bytes = 1_234_567_890_123,
            Sha256 = "ab",
            Attempts = 2,
            Redirects = 1,
            StartedAt = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero),
            DurationMs = 12.5,
            Json = JsonSerializer.SerializeToElement(new { a = 1 }),
        };

        var row = Assert.Single(ReadCsv(Csv([record])));

        Assert.Equal(Members(), [.. row.Keys]);
        Assert.Equal(
            ["3", "7", "https://example.com/3", "ok", "200", "https://example.com/b", "1", "text/html", "1234567890123", "ab", "", "2", "2026-07-01T12:00:00.0000000+00:00", "12.5", "", "", "{\"a\":1}"],
            row.Values);
    }

    [Fact]
    public void Csv_OfGeneratedTexts_ReadsBackAsTheyWere() => Gen.Select(Gen.String, Gen.String).Sample((title, error) =>
    {
        var row = Assert.Single(ReadCsv(Csv([RecordOf(1) with { Title = WithoutHalves(title), Error = WithoutHalves(error) }])));

        Assert.Equal((Harmless(WithoutHalves(title)), Harmless(WithoutHalves(error))), (row["title"], row["error"]));
    });

    [Fact]
    public void Csv_OfCapturedJson_HoldsItAsJson()
    {
        string[] documents = ["{\"a\":[1,\"x\"]}", "\"text\"", "\"=1\\n\"", "[]", "true"];

        var rows = ReadCsv(Csv(documents.Select(json => RecordOf(1) with { Json = JsonSerializer.Deserialize<JsonElement>(json) })));

        Assert.Equal(documents, rows.Select(row => row["json"]));
    }

    [Theory, InlineData(0), InlineData(1_230_000), InlineData(1_234_567)]
    public void Csv_OfATime_HasItToTheTick(int ticks)
    {
        var time = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(ticks);

        Assert.Equal($"2026-07-01T12:00:00.{ticks:D7}+00:00", Assert.Single(ReadCsv(Csv([RecordOf(1) with { StartedAt = time }])))["startedAt"]);
    }

    [Fact]
    public void Csv_OfMembersInAnotherOrderAndUnknownOnes_HasThemInTheirColumns()
    {
        var row = Assert.Single(ReadCsv(Csv(["{\"title\":\"t\",\"later\":{\"url\":[1]},\"outcome\":\"ok\",\"url\":\"u\",\"index\":4}"u8.ToArray()])));

        Assert.Equal(("4", "u", "ok", "t", ""), (row["index"], row["url"], row["outcome"], row["title"], row["json"]));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(3)]
    public void Json_OfAnyNumberOfRecords_IsOneArray(int count)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new JsonArrayWriter(output);
        writer.Begin();
        for (var i = 0; i < count; i++) writer.Write(Line(RecordOf(i)));
        writer.End();

        var records = JsonSerializer.Deserialize<FetchRecord[]>(output.WrittenSpan)!;

        Assert.Equal(Enumerable.Range(0, count), records.Select(record => record.Index));
    }

    [Fact]
    public void Filter_OfEachOutcome_TakesItsRecordsAndNoOthers()
    {
        foreach (var wanted in Enum.GetValues<Outcome>())
        {
            var filter = new OutcomeFilter(new HashSet<Outcome> { wanted });
            foreach (var outcome in Enum.GetValues<Outcome>())
            {
                var record = RecordOf(1) with { Outcome = outcome, Url = "{\"outcome\":\"timeout\"}", Title = "\"outcome\":\"ok\"" };
                Assert.Equal(outcome == wanted, filter.Takes(Line(record)));
            }
        }
    }

    /// <summary>JSON has no way to write half a character.</summary>
    private static string WithoutHalves(string text) => string.Concat(text.Where(c => !char.IsSurrogate(c)));

    private static string Harmless(string text) => text.Length > 0 && "=+-@\t\r\n".Contains(text[0]) ? "'" + text : text;

    private static FetchRecord RecordOf(int index) => new() { Index = index, Url = $"https://example.com/{index}", Outcome = Outcome.Ok };

    private static byte[] Line(FetchRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, ResultsJson.Default.FetchRecord);

    private static string Csv(IEnumerable<FetchRecord> records) => Csv(records.Select(Line));

    private static string Csv(IEnumerable<byte[]> lines)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new CsvRecordWriter(output);
        writer.Begin();
        foreach (var line in lines) writer.Write(line);
        writer.End();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static List<IDictionary<string, string>> ReadCsv(string text)
    {
        using var reader = new CsvHelper.CsvReader(new StringReader(text), System.Globalization.CultureInfo.InvariantCulture);
        return [.. reader.GetRecords<dynamic>().Select(row => ((IDictionary<string, object>)row).ToDictionary(cell => cell.Key, cell => (string)cell.Value, StringComparer.Ordinal))];
    }

    private static IEnumerable<string> Members() => JsonSerializer.SerializeToElement(
        RecordOf(0) with { SourceIndex = 1, Text = "t", Json = JsonSerializer.SerializeToElement(1) }).EnumerateObject().Select(member => member.Name);
}
