using System.Buffers;
using System.Text.Json;

namespace FanOut.Jobs;

/// <summary>
/// Feeds a JSON body to its parser through one buffer of fixed size. With every token bounded, a single contiguous
/// buffer is enough, and spares the parser tokens that are split over segments.
/// </summary>
internal sealed class JsonBodyReader(BodySource body, UrlSink urls, JsonBodyParser parser, JobRequestErrors errors, long? bodyBytes)
{
    // Room for the longest token, the white space around it, and as much progress in each round.
    private const int MaxBufferBytes = 2 * JsonTokenBounds.MaxStringBytes;

    private readonly JsonTokenBounds _bounds = new();
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = JobLimits.MaxJsonDepth });
    private readonly int _bufferBytes = BodySource.BufferFor(bodyBytes, MaxBufferBytes);
    private int _start, _end;
    private bool _ended;

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(_bufferBytes);
        try
        {
            await FillAsync(buffer, cancellationToken);
            if (buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8)) _start = "\uFEFF"u8.Length;
            if (_ended && buffer.AsSpan(_start, _end - _start).Trim(" \t\r\n"u8).IsEmpty)
                throw errors.Fatal(JobRequestErrors.Body, "Is empty. Send a JSON object with urls.");
            while (true)
            {
                while (Parse(buffer)) await urls.FlushAsync(cancellationToken);
                if (_ended) return;
                await FillAsync(buffer, cancellationToken);
            }
        }
        catch (JsonException e)
        {
            throw errors.Fatal(JobRequestErrors.Body, $"Is not valid JSON, or nested deeper than {JobLimits.MaxJsonDepth} levels" +
                (e.LineNumber is { } line ? $": see line {line + 1}, byte {e.BytePositionInLine + 1}." : "."));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task FillAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        buffer.AsSpan(_start, _end - _start).CopyTo(buffer);
        _end -= _start;
        _start = 0;
        while (!_ended && _end < _bufferBytes)
        {
            var free = buffer.AsMemory(_end, _bufferBytes - _end);
            var count = await body.FillAsync(free, cancellationToken);
            _ended = count < free.Length;
            _end += _bounds.Apply(free.Span[..count]);
        }
    }

    // True when it stopped for what was written to be flushed, rather than for want of input.
    private bool Parse(byte[] buffer)
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(_start, _end - _start), _ended, _state);
        var flush = false;
        while (!flush && reader.Read())
        {
            parser.Accept(ref reader);
            flush = urls.NeedsFlush;
        }
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return flush;
    }
}
