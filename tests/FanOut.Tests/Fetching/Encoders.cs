using System.IO.Compression;

namespace FanOut.Tests.Fetching;

internal static class Encoders
{
    /// <summary>The codings of a Content-Encoding in the order in which they were applied.</summary>
    public static byte[] Encode(string codings, byte[] plain) =>
        codings.Split(", ").Aggregate(plain, (data, coding) => EncodeOnce(coding, data));

    private static byte[] EncodeOnce(string coding, byte[] plain)
    {
        var encoded = new MemoryStream();
        using (Stream encoder = coding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(encoded, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(encoded, CompressionLevel.Fastest),
            "raw deflate" => new DeflateStream(encoded, CompressionLevel.Fastest),
            "br" => new BrotliStream(encoded, CompressionLevel.Fastest),
            _ => encoded,
        })
        {
            encoder.Write(plain);
        }

        return encoded.ToArray();
    }
}
