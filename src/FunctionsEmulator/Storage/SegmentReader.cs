using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsEmulator.Durable.Journal;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Storage;

/// <summary>Reads the lines of a journal's segments, range after range; what is held is one range, or one line if that is longer.</summary>
/// <param name="clock">Times what is tried again.</param>
/// <param name="log">Told of outages.</param>
internal sealed partial class SegmentReader(TimeProvider clock, ILogger log)
{
    /// <summary>
    /// What one request reads. Azurite opens a file for each appended block of a range, all at once, and never closes those
    /// of a reader that is killed meanwhile: with ranges of megabytes it runs out of files, and answers 500 to everything.
    /// </summary>
    private const int RangeBytes = 256 * 1024;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Reads a segment to its end. However long the storage is away, each line comes once.</summary>
    /// <param name="segment">The blob.</param>
    /// <param name="mayGrow">Whether somebody may append to it meanwhile.</param>
    /// <param name="onLine">Called for each line in order, without its line feed; not for empty ones.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ReadAsync(AppendBlobClient segment, bool mayGrow, Action<ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken)
    {
        var buffer = new byte[RangeBytes];
        var (position, held) = (0L, 0);
        while (true)
        {
            try
            {
                var options = new BlobOpenReadOptions(allowModifications: mayGrow) { BufferSize = RangeBytes, Position = position };
                await using var content = await segment.OpenReadAsync(options, cancellationToken);
                while (await content.ReadAsync(buffer.AsMemory(held), cancellationToken) is var read and > 0)
                {
                    position += read;
                    held += read;
                    var used = JournalText.ForEachLine(buffer.AsMemory(0, held), line => { if (line.Length > 0) onLine(line); });
                    buffer.AsSpan(used, held - used).CopyTo(buffer);
                    held -= used;
                    if (held == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                }
                return;
            }
            catch (Exception e) when (StorageOutage.Is(e, cancellationToken))
            {
                LogAway(log, e.Message);
                await Task.Delay(s_pause, clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal cannot be read, trying again: {Reason}")]
    private static partial void LogAway(ILogger log, string reason);
}
