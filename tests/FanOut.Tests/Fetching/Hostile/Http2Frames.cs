using System.Buffers.Binary;
using System.Text;

namespace FanOut.Tests.Fetching.Hostile;

/// <summary>The few frames of HTTP/2 (RFC 9113) that a server needs to misbehave.</summary>
internal static class Http2Frames
{
    public const byte Data = 0, Headers = 1, Priority = 2, ResetStream = 3, Settings = 4, PushPromise = 5, Ping = 6, GoAway = 7, WindowUpdate = 8, Continuation = 9, Unknown = 0xBB;
    public const byte None = 0, EndStream = 1, EndHeaders = 4;
    public const int HeaderLength = 9, ErrorNone = 0, ErrorInternal = 2, ErrorRefused = 7;
    private const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    /// <summary>An entry of the table that all HPACK decoders have: ":status: 200".</summary>
    public static readonly byte[] Status200 = [0x88];

    public static byte[] Frame(byte type, byte flags, int stream, params byte[] payload)
    {
        var frame = new byte[HeaderLength + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, HeaderLength);
        return frame;
    }

    public static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>A head of status 200 that announces a length.</summary>
    public static byte[] HeadOfLength(int length)
    {
        var digits = Encoding.ASCII.GetBytes(length.ToString());
        return [.. Status200, 0x0F, 0x0D, (byte)digits.Length, .. digits];
    }

    /// <summary>A head whose 12 KiB unpack to 48 MB: one long entry, named again and again.</summary>
    public static byte[] HeadBomb() => [.. Status200, 0x40, 0x01, (byte)'x', 0x7F, 0xA1, 0x1E, .. Enumerable.Repeat((byte)'y', 4_000), .. Enumerable.Repeat((byte)0xBE, 12_000)];

    /// <summary>Greets the client and reads on to its request.</summary>
    /// <returns>The number of the stream.</returns>
    public static async Task<int> AcceptRequestAsync(HostileConnection connection)
    {
        await connection.Stream.ReadExactlyAsync(new byte[Preface.Length], connection.Stopping);
        await connection.SayAsync(Frame(Settings, None, 0));
        var header = new byte[HeaderLength];
        while (true)
        {
            await connection.Stream.ReadExactlyAsync(header, connection.Stopping);
            var length = BinaryPrimitives.ReadInt32BigEndian(header) >> 8;
            await connection.Stream.ReadExactlyAsync(new byte[length], connection.Stopping);
            if (header[3] == Headers)
            {
                return BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5));
            }
        }
    }
}
