using System.IO.Compression;
using System.IO.Pipelines;

namespace FanOut.Fetching;

/// <summary>Undoes Content-Encoding, as a stream, so that a body is judged by what it becomes and never by what it claims.</summary>
internal static class ContentDecoding
{
    public const string Accepted = "gzip, deflate, br";

    /// <summary>A server has no reason for more; each layer costs its own window of memory.</summary>
    private const int MaxLayers = 2;

    /// <summary>Without this the decoders of .NET take the end of truncated data for the end of the body.</summary>
    static ContentDecoding() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", isEnabled: true);

    /// <summary>Runs the static constructor before anything else in the process has used a decoder.</summary>
    public static void BeStrict()
    {
    }

    /// <param name="layerLimit">How many bytes may lie between two layers: the outer one can be a bomb that the inner one makes nothing of.</param>
    /// <exception cref="InvalidDataException">An encoding that was not asked for, or too many.</exception>
    public static async ValueTask<Stream> DecodeAsync(Stream body, string contentEncoding, long layerLimit, CancellationToken cancellationToken)
    {
        var codings = contentEncoding.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (codings.Length > MaxLayers)
        {
            throw new InvalidDataException($"more than {MaxLayers} content encodings");
        }

        foreach (var coding in codings.AsEnumerable().Reverse())
        {
            body = body is BoundedStream ? body : new BoundedStream(body, layerLimit);
            body = coding.ToLowerInvariant() switch
            {
                "identity" => body,
                "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
                "br" => new BrotliStream(body, CompressionMode.Decompress),
                "deflate" => await InflateAsync(body, cancellationToken),
                _ => throw new InvalidDataException($"unknown content encoding '{coding}'"),
            };
        }

        return body;
    }

    /// <summary>The standard's <c>deflate</c> is zlib; some servers send it bare.</summary>
    private static async ValueTask<Stream> InflateAsync(Stream body, CancellationToken cancellationToken)
    {
        const int ZlibHeaderLength = 2, DeflateMethod = 8, HeaderDivisor = 31;
        var reader = PipeReader.Create(body);
        var start = await reader.ReadAtLeastAsync(ZlibHeaderLength, cancellationToken);
        var isZlib = start.Buffer.Length >= ZlibHeaderLength
            && (start.Buffer.FirstSpan[0] & 0x0F) == DeflateMethod
            && ((start.Buffer.FirstSpan[0] << 8) | start.Buffer.Slice(1).FirstSpan[0]) % HeaderDivisor == 0;
        reader.AdvanceTo(start.Buffer.Start);
        var plain = reader.AsStream();
        return isZlib ? new ZLibStream(plain, CompressionMode.Decompress) : new DeflateStream(plain, CompressionMode.Decompress);
    }
}
