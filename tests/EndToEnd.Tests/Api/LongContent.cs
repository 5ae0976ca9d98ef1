using System.IO.Compression;
using System.Net;

namespace EndToEnd.Tests.Api;

/// <summary>A list of URLs of any length that is made while it is sent.</summary>
internal sealed class LongContent : HttpContent
{
    private readonly long _length;
    private readonly bool _zipped;
    private readonly bool _saysLength;

    public LongContent(long length, bool zipped, bool saysLength)
    {
        _length = length;
        _zipped = zipped;
        _saysLength = saysLength;
        if (zipped) Headers.ContentEncoding.Add("gzip");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var chunk = new byte[1024 * 1024];
        chunk.AsSpan().Fill((byte)'a');
        for (var line = 0; line < chunk.Length; line += 1024) chunk[line] = (byte)'\n';
        await using var zip = _zipped ? new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true) : null;
        for (var left = _length; left > 0; left -= chunk.Length) await (zip ?? stream).WriteAsync(chunk);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return _saysLength;
    }
}
