using System.Text.Json;
using FanOut.Results;

namespace FanOut.Jobs;

/// <summary>
/// Lists so short that they travel with the start of their jobs: what accepts a job is then one append to the journal, and
/// nobody waits for the blob, which the job writes while it fetches.
/// </summary>
internal static class ShortLists
{
    /// <summary>
    /// The longest, in bytes of its blob. The engine keeps the inputs of jobs and batches that have ended; and Azure Storage
    /// moves those above 32,768 characters into blobs of their own.
    /// </summary>
    private const int MaxBytes = 4 * 1024;

    /// <summary>The URLs of a list; null when it is not short, or holds more than URLs.</summary>
    /// <param name="list">All of its lines; null when they are too many.</param>
    public static IReadOnlyList<string>? Read(ReadOnlyMemory<byte>? list)
    {
        if (list is not { Length: <= MaxBytes } lines) return null;
        var urls = new List<string>();
        for (var rest = lines.Span; !rest.IsEmpty;)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = JsonSerializer.Deserialize(rest[..end], ResultsJson.Default.InputLine)!;
            if (line.TooLong) return null;
            urls.Add(line.Url);
            rest = rest[(end + 1)..];
        }
        return urls;
    }
}
