using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace FanOut.Jobs;

/// <summary>Names of jobs that sort newest first as strings, so that listing blobs by name lists the newest jobs.</summary>
public static class JobId
{
    private const int TimeDigits = 16, RandomDigits = 8;
    public const int Length = TimeDigits + RandomDigits;

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdef");
    private static long s_last = long.MaxValue;

    public static string Create(DateTimeOffset now)
    {
        var time = Next(long.MaxValue - now.UtcTicks);
        var random = RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true);
        return string.Create(CultureInfo.InvariantCulture, $"{time:x16}{random}");
    }

    /// <summary>Sorts before all jobs of an earlier time, and behind those of a later one.</summary>
    public static string Before(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{long.MaxValue - time.UtcTicks:x16}{new string('0', RandomDigits)}");

    /// <summary>Anything else is not the name of a job, and needs no look into storage.</summary>
    public static bool IsValid(string? id) => id?.Length == Length && !id.AsSpan().ContainsAnyExcept(s_digits);

    // Two jobs of one tick, or of a clock that was set back, still sort in the order in which they came.
    private static long Next(long inverted)
    {
        while (true)
        {
            var last = Volatile.Read(ref s_last);
            var next = Math.Min(inverted, last - 1);
            if (Interlocked.CompareExchange(ref s_last, next, last) == last) return next;
        }
    }
}
