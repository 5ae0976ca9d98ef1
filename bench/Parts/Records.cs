using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using FanOut.Fetching;
using FanOut.Results;
using FanOut.Results.Downloads;

namespace Parts;

/// <summary>One record: to its line, and from there to a download.</summary>
public class Records
{
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly Utf8JsonWriter _json;
    private readonly CsvRecordWriter _csv;
    private readonly ResultsDigest _digest = new();
    private readonly OutcomeFilter _filter = new(new HashSet<Outcome> { Outcome.Timeout });
    private readonly byte[] _line;

    public Records()
    {
        _json = new Utf8JsonWriter(_output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        _csv = new CsvRecordWriter(_output);
        Write();
        _line = [.. _output.WrittenSpan, (byte)'\n'];
    }

    private static FetchRecord Record { get; } = new()
    {
        Index = 12_345,
        Url = "https://www.example.com/some/page?number=12345",
        Outcome = Outcome.Ok,
        StatusCode = 200,
        FinalUrl = "https://www.example.com/some/page?number=12345",
        ContentType = "text/html",
        Bytes = 4_918,
        Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        Title = "A page \u2013 with a title of its own",
        Attempts = 1,
        StartedAt = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567),
        DurationMs = 12.345,
    };

    [Benchmark]
    public void Write()
    {
        _output.ResetWrittenCount();
        _json.Reset();
        JsonSerializer.Serialize(_json, Record, ResultsJson.Default.FetchRecord);
    }

    [Benchmark]
    public void ToCsv()
    {
        _output.ResetWrittenCount();
        _csv.Write(_line.AsSpan(0, _line.Length - 1));
    }

    [Benchmark]
    public bool Filter() => _filter.Takes(_line);

    [Benchmark]
    public void Digest() => _digest.Add(_line);
}
