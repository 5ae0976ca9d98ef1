using System.Text.Json.Serialization;

namespace FanOut.Jobs;

/// <summary>
/// Where the lines of a file are: the length in bytes of each block of <see cref="Stride"/> lines, the last of which may be
/// shorter. It lets a slice be read without what stands before it.
/// </summary>
public sealed record LineIndex(
    [property: JsonPropertyName("stride")] int Stride,
    [property: JsonPropertyName("lengths")] IReadOnlyList<long> Lengths)
{
    /// <summary>
    /// The bytes to read for lines [first, first + count): from <c>Offset</c>, at most <c>Length</c>; the first <c>Skip</c>
    /// lines of them come before the slice.
    /// </summary>
    public (long Offset, int Skip, long Length) Locate(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var block = Math.Min(first / Stride, Lengths.Count);
        var end = count == 0 ? block : Math.Min((int)(((long)first + count - 1) / Stride) + 1, Lengths.Count);
        long offset = 0, length = 0;
        for (var i = 0; i < block; i++) offset += Lengths[i];
        for (var i = block; i < end; i++) length += Lengths[i];
        return (offset, first - block * Stride, length);
    }
}
