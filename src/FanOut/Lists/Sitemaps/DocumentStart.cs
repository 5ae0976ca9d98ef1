using System.Buffers;
using System.IO.Pipelines;

namespace FanOut.Lists.Sitemaps;

/// <summary>What the first bytes of a document tell of it: servers name its type and its compression rarely, and rarely right.</summary>
internal readonly record struct DocumentStart(bool IsGzip, bool IsUrl)
{
    private const int PeekedBytes = 256;

    public static async Task<(DocumentStart Start, Stream Whole)> PeekAsync(Stream body, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(body);
        var peeked = await reader.ReadAtLeastAsync(PeekedBytes, cancellationToken);
        var start = Of(peeked.Buffer.Slice(0, Math.Min(PeekedBytes, peeked.Buffer.Length)).ToArray());
        reader.AdvanceTo(peeked.Buffer.Start);
        return (start, reader.AsStream());
    }

    private static DocumentStart Of(ReadOnlySpan<byte> bytes)
    {
        var isGzip = bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes["\uFEFF"u8.Length..];
        bytes = bytes.TrimStart(" \t\r\n"u8);
        return new DocumentStart(isGzip, StartsWith(bytes, "http://"u8) || StartsWith(bytes, "https://"u8));
    }

    private static bool StartsWith(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> start) =>
        bytes.Length >= start.Length && System.Text.Ascii.EqualsIgnoreCase(bytes[..start.Length], start);
}
