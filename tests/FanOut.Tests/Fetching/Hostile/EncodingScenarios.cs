using System.Security.Cryptography;
using System.Text;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching.Hostile;

/// <summary>Bodies that are not what their Content-Encoding says, or much more.</summary>
internal static class EncodingScenarios
{
    private const int BombBytes = 32 * 1024 * 1024;

    private static readonly byte[] Noise = RandomNumberGenerator.GetBytes(5_000);
    private static readonly byte[] GzipNoise = Encoders.Encode("gzip", Noise);
    private static readonly byte[] GzipOfNothing = Encoders.Encode("gzip", [0])[..10].Concat(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, 0, 0 }).ToArray();

    public static IEnumerable<Scenario> All =>
    [
        Sent("gzip cut", Outcome.ProtocolError, "gzip", GzipNoise[..^4]),
        Sent("gzip cut to its header", Outcome.ProtocolError, "gzip", GzipNoise[..10]),
        Sent("gzip with a wrong checksum", Outcome.ProtocolError, "gzip", [.. GzipNoise[..^8], 1, 2, 3, 4, .. GzipNoise[^4..]]),
        Sent("gzip that is none", Outcome.ProtocolError, "gzip", "not compressed at all"u8.ToArray()),
        Sent("br cut", Outcome.ProtocolError, "br", Encoders.Encode("br", Noise)[..^4]),
        Sent("br that is none", Outcome.ProtocolError, "br", "not compressed at all"u8.ToArray()),
        Sent("deflate cut", Outcome.ProtocolError, "deflate", Encoders.Encode("deflate", Noise)[..^4]),
        Sent("deflate that is none", Outcome.ProtocolError, "deflate", [0xFF, 0xFF, 0xFF, 0xFF]),
        Sent("zstd, which nobody asked for", Outcome.ProtocolError, "zstd", [0x28, 0xB5, 0x2F, 0xFD, 0, 0]),
        Sent("an encoding nobody knows", Outcome.ProtocolError, "\u001B[31m", Noise),
        Sent("three layers", Outcome.ProtocolError, "gzip, gzip, gzip", Encoders.Encode("gzip, gzip, gzip", Noise)),
        Sent("two layers, one of them sent", Outcome.ProtocolError, "gzip, gzip", GzipNoise),
        Sent("gzip bomb", Outcome.TooLarge, "gzip", Encoders.Encode("gzip", new byte[BombBytes])),
        Sent("br bomb", Outcome.TooLarge, "br", Encoders.Encode("br", new byte[BombBytes])),
        Sent("deflate bomb", Outcome.TooLarge, "deflate", Encoders.Encode("deflate", new byte[BombBytes])),
        Sent("bomb in a bomb", Outcome.TooLarge, "gzip, gzip", Encoders.Encode("gzip, gzip", new byte[BombBytes])),
        Sent("error page that is a bomb", Outcome.HttpError, "gzip", Encoders.Encode("gzip", new byte[BombBytes]), "404 Not Found"),
        Sent("two layers, honest", Outcome.Ok, "gzip, br", Encoders.Encode("gzip, br", Noise)) with { Also = record => Assert.Equal(Noise.Length, record.Bytes) },
        Sent("gzip of nothing", Outcome.Ok, "gzip", GzipOfNothing) with { Also = record => Assert.Equal(0, record.Bytes) },
        new("gzip of nothing without end", Outcome.TooLarge, async connection =>
        {
            await connection.SayAsync("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
            await connection.RepeatAsync([.. Enumerable.Repeat(GzipOfNothing, 200).SelectMany(member => member)]);
        }),
        new("gzip whose file name never ends", Outcome.TooLarge, async connection =>
        {
            await connection.SayAsync("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", [0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3]);
            await connection.RepeatAsync("name");
        }),
        new("deflate of empty blocks without end", Outcome.TooLarge, async connection =>
        {
            await connection.SayAsync("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n", [0x78, 0x9C]);
            await connection.RepeatAsync([.. Enumerable.Repeat<byte[]>([0, 0, 0, 0xFF, 0xFF], 1_000).SelectMany(block => block)]);
        }),
        new("gzip whose end comes before the announced one", Outcome.ProtocolError, connection =>
            connection.SayAsync($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {GzipNoise.Length + 10}\r\n\r\n", GzipNoise)),
        new("br whose end comes before the announced one", Outcome.ProtocolError, connection =>
            connection.SayAsync($"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: {Noise.Length + 100}\r\n\r\n", Encoders.Encode("br", Noise))),
        new("gzip that stops in its header", Outcome.Timeout, async connection =>
        {
            await connection.SayAsync("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", [0x1F, 0x8B]);
            await connection.StallAsync();
        }),
    ];

    private static Scenario Sent(string name, Outcome expected, string coding, byte[] body, string status = "200 OK") => new(name, expected, connection =>
        connection.SayAsync([.. Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nContent-Encoding: {coding}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body]));
}
