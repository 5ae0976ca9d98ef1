using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using FanOut.Jobs;

namespace FanOut.Fetching;

/// <summary>Reads the body of a final answer into what is known of its fetch.</summary>
internal static class BodyReader
{
    private const int NoContent = 204, NotModified = 304;

    /// <returns>What is wrong with the body; null when nothing.</returns>
    public static async ValueTask<(Outcome Outcome, string Error)?> ReadAsync(FetchProgress fetch, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (AnswerHead.FramingFault(response) is { } fault)
        {
            return (Outcome.ProtocolError, fault);
        }

        var content = response.Content;
        var contentType = content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null;
        fetch.MediaType = ContentType.MediaTypeOf(contentType);
        if (fetch.Options.Head)
        {
            return null;
        }

        var options = fetch.Options;
        var encoding = AnswerHead.ContentEncoding(content);
        var announced = content.Headers.ContentLength;
        if (encoding is null && announced > options.MaxBodyBytes)
        {
            return TooLarge(options.MaxBodyBytes);
        }

        using var body = await DecodedBody.OpenAsync(await content.ReadAsStreamAsync(cancellationToken), encoding, options.MaxBodyBytes, cancellationToken);
        using var buffer = new BodyBuffer(BytesToKeep(fetch));
        if (!await buffer.ReadToEndAsync(body.Decoded, options.MaxBodyBytes, cancellationToken))
        {
            return TooLarge(options.MaxBodyBytes);
        }

        var sent = await body.FinishAsync(cancellationToken) ?? buffer.Length;
        if (announced is not null && sent != announced && fetch.StatusCode is not (NoContent or NotModified))
        {
            return (Outcome.ProtocolError, "body of another length than announced");
        }

        fetch.Bytes = buffer.Length;
        fetch.Sha256 = buffer.Sha256();
        return Interpret(fetch, buffer, contentType);
    }

    private static int BytesToKeep(FetchProgress fetch)
    {
        var forCapture = fetch.Options.Capture is Capture.None ? 0 : fetch.Options.MaxCaptureBytes * CapturedText.MaxSourceBytesPerByte;
        return Math.Min(fetch.Options.MaxBodyBytes, Math.Max(forCapture, ContentType.IsHtml(fetch.MediaType) ? HtmlTitle.Window : 0));
    }

    private static (Outcome, string)? Interpret(FetchProgress fetch, BodyBuffer buffer, string? contentType)
    {
        var isHtml = ContentType.IsHtml(fetch.MediaType);
        var capture = fetch.Options.Capture;
        if (!isHtml && capture is Capture.None)
        {
            return null;
        }

        var charset = Charset.Detect(buffer.Kept, contentType, isHtml, out var preambleLength);
        var text = buffer.Kept[preambleLength..];
        var isWhole = buffer.Kept.Length == buffer.Length;
        fetch.Title = isHtml ? HtmlTitle.Find(text, charset) : null;
        if (capture is Capture.Text)
        {
            fetch.Text = CapturedText.Decode(text, charset, fetch.Options.MaxCaptureBytes, isWhole);
        }

        return capture is Capture.Json && fetch.StatusCode is not NoContent ? ParseJson(fetch, text, charset, isWhole) : null;
    }

    private static (Outcome, string)? ParseJson(FetchProgress fetch, ReadOnlySpan<byte> text, Encoding charset, bool isWhole)
    {
        var limit = fetch.Options.MaxCaptureBytes;
        if (!isWhole || fetch.Bytes > limit)
        {
            return (Outcome.TooLarge, $"JSON longer than {limit} bytes");
        }

        try
        {
            if (charset is UTF8Encoding && !Utf8.IsValid(text))
            {
                return (Outcome.ProtocolError, "invalid JSON: not in UTF-8");
            }

            var json = JsonElement.Parse(charset is UTF8Encoding ? text : Encoding.UTF8.GetBytes(charset.GetString(text)));
            if (!CanBeWritten(json, text))
            {
                return (Outcome.ProtocolError, "invalid JSON: half a surrogate pair");
            }

            fetch.Json = json;
            return null;
        }
        catch (JsonException exception)
        {
            return (Outcome.ProtocolError, $"invalid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
        }
    }

    /// <summary>A parser takes an escape for half a character; the writer of the record would throw.</summary>
    private static bool CanBeWritten(JsonElement json, ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("\\u"u8) < 0)
        {
            return true;
        }

        try
        {
            using var writer = new Utf8JsonWriter(Stream.Null);
            json.WriteTo(writer);
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static (Outcome, string) TooLarge(int limit) => (Outcome.TooLarge, $"body longer than {limit} bytes");
}
