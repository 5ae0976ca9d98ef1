using System.Buffers;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace FanOut.Jobs;

/// <summary>Writes URLs as lines of JSON, in chunks and without garbage, and keeps the index of the lines.</summary>
internal sealed class UrlLineWriter : IDisposable
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Most lists are short, and there may be many at once.</summary>
    private const int BufferBytes = 8 * 1024;

    private static readonly JsonEncodedText s_url = JsonEncodedText.Encode("url");
    private static readonly JsonEncodedText s_tooLong = JsonEncodedText.Encode("tooLong");
    private static readonly JsonEncodedText s_index = JsonEncodedText.Encode("index");
    private static readonly JsonEncodedText s_source = JsonEncodedText.Encode("source");

    private readonly LineIndexBuilder _index = new();
    private readonly char[] _chars = new char[JobLimits.MaxUrlLength + 1];
    private readonly PipeWriter _pipe;
    private readonly Utf8JsonWriter _json;

    public UrlLineWriter(Stream stream)
    {
        _pipe = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: BufferBytes, leaveOpen: true));
        // The lines are never part of a web page, and `&` in a URL stays readable.
        _json = new Utf8JsonWriter(_pipe, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            SkipValidation = true,
        });
    }

    public int Lines => _index.Lines;

    public bool NeedsFlush => _pipe.UnflushedBytes >= ChunkBytes;

    public void Write(ReadOnlySpan<byte> utf8Url)
    {
        var status = Utf8.ToUtf16(utf8Url, _chars, out _, out var length, replaceInvalidSequences: true, isFinalBlock: true);
        var tooLong = status == OperationStatus.DestinationTooSmall || length > JobLimits.MaxUrlLength;
        if (tooLong)
        {
            length = JobLimits.MaxUrlLength;
            if (char.IsHighSurrogate(_chars[length - 1])) length--;
        }
        Write(_chars.AsSpan(0, length), tooLong);
    }

    /// <param name="url">At most as long as a URL may be.</param>
    /// <param name="tooLong">It was longer.</param>
    /// <param name="source">In a redrive, its index in the job it comes from.</param>
    /// <param name="index">On a lane, its index in the job.</param>
    public void Write(ReadOnlySpan<char> url, bool tooLong, int? source = null, int? index = null)
    {
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString(s_url, url);
        if (tooLong) _json.WriteBoolean(s_tooLong, true);
        if (source is { } from) _json.WriteNumber(s_source, from);
        if (index is { } own) _json.WriteNumber(s_index, own);
        _json.WriteEndObject();
        _json.Flush();
        EndLine((int)_json.BytesCommitted);
    }

    /// <summary>Writes a line that was written before, given without its end.</summary>
    public void Copy(ReadOnlySequence<byte> line)
    {
        foreach (var part in line) _pipe.Write(part.Span);
        EndLine((int)line.Length);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken) => await _pipe.FlushAsync(cancellationToken);

    public async Task<LineIndex> CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        return _index.Build();
    }

    // With an exception, whatever it is, nothing that was not flushed is written any more.
    public void Dispose()
    {
        _json.Dispose();
        _pipe.Complete(new ObjectDisposedException(nameof(UrlLineWriter)));
    }

    private void EndLine(int length)
    {
        _pipe.GetSpan(1)[0] = (byte)'\n';
        _pipe.Advance(1);
        _index.Add(length + 1);
    }
}
