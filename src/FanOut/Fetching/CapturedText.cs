using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace FanOut.Fetching;

/// <summary>The beginning of a body as text.</summary>
internal static class CapturedText
{
    /// <summary>No common encoding needs more bytes for what is one byte of UTF-8 (UTF-32 does need four).</summary>
    public const int MaxSourceBytesPerByte = 4;

    /// <param name="isWhole">Whether <paramref name="body"/> is all there is; if not, a character cut off at its end is left out.</param>
    public static string Decode(ReadOnlySpan<byte> body, Encoding encoding, int maxUtf8Bytes, bool isWhole)
    {
        // A character is at least one byte of UTF-8, so there is no room for more of them; two are the least a decoder takes.
        var chars = ArrayPool<char>.Shared.Rent(Math.Max(maxUtf8Bytes, 2));
        var cut = ArrayPool<byte>.Shared.Rent(maxUtf8Bytes);
        try
        {
            encoding.GetDecoder().Convert(body, chars, flush: isWhole, out _, out var length, out _);
            Utf8.FromUtf16(chars.AsSpan(0, length), cut.AsSpan(0, maxUtf8Bytes), out var fitting, out _);
            return new string(chars, 0, fitting);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
            ArrayPool<byte>.Shared.Return(cut);
        }
    }
}
