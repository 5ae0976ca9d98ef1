using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsEmulator.Durable.Journal;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Storage;

/// <summary>
/// The journal of a task hub as a chain of append blobs. Every start begins a new one, whose creation is the claim: an
/// earlier owner can neither append to the last one, which has grown meanwhile, nor create the next, which exists.
/// </summary>
/// <param name="container">Holds the segments.</param>
/// <param name="owner">Takes the task hub for this process.</param>
/// <param name="marks">The folder of <see cref="JournalMark"/>.</param>
/// <param name="clock">Times what is tried again.</param>
/// <param name="log">Told of outages.</param>
internal sealed partial class BlobJournalStore(BlobContainerClient container, TaskHubOwner owner, string marks, TimeProvider clock, ILogger log) : IJournalStore
{
    private const string SegmentPrefix = "journal/";

    /// <summary>What one append may carry in every version of the service.</summary>
    private const int MaxBlockBytes = 4 * 1024 * 1024;

    private const long MaxSegmentBytes = 64 * 1024 * 1024;

    /// <summary>The service's limit is 50,000.</summary>
    private const int MaxSegmentBlocks = 40_000;

    /// <summary>Metadata of a segment: who began it.</summary>
    private const string WriterKey = "writer";

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);

    private readonly SegmentReader _reader = new(clock, log);
    private readonly string _writer = Guid.NewGuid().ToString("N");
    private AppendBlobClient _segment = null!;
    private int _segmentNumber;
    private long _position;
    private int _blocks;
    private JournalMark? _mark;

    public Task<OwnershipLostException> Lost => owner.Lost;

    public async Task<long> OpenAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var taken = await owner.TakeAsync(cancellationToken);
        _mark = JournalMark.Open(marks, taken.Journal!, clock, log);
        await RequireMarkAsync(cancellationToken);
        var earlier = await FenceAsync(cancellationToken);
        foreach (var number in earlier) await _reader.ReadAsync(Segment(number), mayGrow: false, line => onLine(number, line), cancellationToken);
        return taken.Epoch;
    }

    public async Task<int> AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        if (_position > MaxSegmentBytes || _blocks > MaxSegmentBlocks) await BeginSegmentAsync(_segmentNumber + 1, cancellationToken);
        for (var start = 0; start < lines.Length; start += MaxBlockBytes)
        {
            await AppendBlockAsync(lines.Slice(start, Math.Min(MaxBlockBytes, lines.Length - start)), cancellationToken);
        }
        return _segmentNumber;
    }

    public async Task ReadAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken)
    {
        foreach (var (number, _) in await ListAsync(cancellationToken))
        {
            try
            {
                await _reader.ReadAsync(Segment(number), mayGrow: true, line => onLine(number, line), cancellationToken);
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
            {
                // It has been dropped meanwhile.
            }
        }
    }

    public async Task TrimAsync(int firstNeededSegment, CancellationToken cancellationToken)
    {
        foreach (var (number, _) in await ListAsync(cancellationToken))
        {
            if (number < firstNeededSegment) await Segment(number).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await owner.DisposeAsync();
        _mark?.Dispose();
    }

    /// <exception cref="OwnershipLostException">The journal ends before what was written to it from this machine.</exception>
    private async Task RequireMarkAsync(CancellationToken cancellationToken)
    {
        if (_mark?.Read() is not { } mark) return;
        var (number, length) = (await ListAsync(cancellationToken)).LastOrDefault();
        if (number > mark.Segment || (number == mark.Segment && length >= mark.Length)) return;
        throw new OwnershipLostException(
            $"The storage went back in time: the journal in container '{container.Name}' ends in segment {number} at byte {length}, and this machine has written it "
            + $"up to segment {mark.Segment}, byte {mark.Length}. An older copy has been put in its place, or the storage has lost what it had acknowledged; "
            + $"what happened since then is not known any more. To go on from what is there, delete {_mark.Path} and start again.");
    }

    /// <summary>
    /// Puts an empty line behind the last segment, so that an earlier owner's next append misses its position, and
    /// begins the next one. Repeats when that owner was faster and has begun it itself.
    /// </summary>
    private async Task<List<int>> FenceAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var numbers = (await ListAsync(cancellationToken)).ConvertAll(segment => segment.Number);
            var last = numbers.Count > 0 ? numbers[^1] : 0;
            if (last > 0) await Segment(last).AppendBlockAsync(BinaryData.FromBytes("\n"u8.ToArray()).ToStream(), cancellationToken: cancellationToken);
            try
            {
                await BeginSegmentAsync(last + 1, cancellationToken);
                return numbers;
            }
            catch (OwnershipLostException)
            {
                LogFencedAgain(log, last + 1);
            }
        }
    }

    /// <summary>A failed creation is uncertain too: the segment may have been made, only its answer lost.</summary>
    private async Task BeginSegmentAsync(int number, CancellationToken cancellationToken)
    {
        var segment = Segment(number);
        var options = new AppendBlobCreateOptions
        {
            Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All },
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [WriterKey] = _writer },
        };
        var created = false;
        while (!created)
        {
            try
            {
                created = await TryCreateAsync(segment, options, cancellationToken);
                if (!created) throw new OwnershipLostException($"Journal segment {number} has been begun by another process.");
            }
            catch (Exception e) when (StorageOutage.Is(e, cancellationToken))
            {
                LogAway(log, e.Message);
                await Task.Delay(s_longestPause, clock, cancellationToken);
            }
        }
        (_segment, _segmentNumber, _position, _blocks) = (segment, number, 0, 0);
        _mark?.Write(number, 0);
    }

    private async Task<bool> TryCreateAsync(AppendBlobClient segment, AppendBlobCreateOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await segment.CreateAsync(options, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.Status == 412)
        {
            var metadata = (await segment.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.Metadata;
            return metadata.TryGetValue(WriterKey, out var writer) && string.Equals(writer, _writer, StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// A failed append is uncertain: the answer may have been lost, not the block. So what is there is read before
    /// anything is decided.
    /// </summary>
    private async Task AppendBlockAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        var pause = s_firstPause;
        while (true)
        {
            try
            {
                var conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = _position };
                await _segment.AppendBlockAsync(BinaryData.FromBytes(block).ToStream(), new AppendBlobAppendBlockOptions { Conditions = conditions }, cancellationToken);
                break;
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                throw Gone(e);
            }
            catch (Exception e) when (StorageOutage.Is(e, cancellationToken) || e is RequestFailedException { Status: 412 })
            {
                if (await IsWrittenAsync(block, cancellationToken)) break;
                LogAway(log, e.Message);
                await Task.Delay(pause, clock, cancellationToken);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, s_longestPause.Ticks));
            }
        }
        _position += block.Length;
        _blocks++;
        _mark?.Write(_segmentNumber, _position);
    }

    /// <summary>Whether a block stands at the position where it was to go; false when nothing stands there.</summary>
    private async Task<bool> IsWrittenAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var length = (await _segment.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ContentLength;
                if (length == _position) return false;
                if (length < _position) throw new OwnershipLostException($"Journal segment {_segmentNumber} is shorter than what was written to it: the storage went back in time.");
                if (length >= _position + block.Length && await StandsAsync(block, cancellationToken)) return true;
                throw new OwnershipLostException($"Journal segment {_segmentNumber} has been written by another process.");
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                throw Gone(e);
            }
            catch (Exception e) when (StorageOutage.Is(e, cancellationToken))
            {
                LogAway(log, e.Message);
                await Task.Delay(s_longestPause, clock, cancellationToken);
            }
        }
    }

    private OwnershipLostException Gone(RequestFailedException e) =>
        new($"Journal segment {_segmentNumber} is gone: the storage went back in time, or was emptied.", e);

    private async Task<bool> StandsAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(_position, block.Length) };
        var content = (await _segment.DownloadContentAsync(options, cancellationToken)).Value.Content;
        return content.ToMemory().Span.SequenceEqual(block.Span);
    }

    private async Task<List<(int Number, long Length)>> ListAsync(CancellationToken cancellationToken)
    {
        var segments = new List<(int Number, long Length)>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, SegmentPrefix, cancellationToken))
        {
            if (int.TryParse(blob.Name.AsSpan(SegmentPrefix.Length), out var number)) segments.Add((number, blob.Properties.ContentLength ?? 0));
        }
        segments.Sort();
        return segments;
    }

    private AppendBlobClient Segment(int number) => container.GetAppendBlobClient($"{SegmentPrefix}{number:D8}");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal cannot be written, trying again: {Reason}")]
    private static partial void LogAway(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An earlier owner began journal segment {Segment} just now; it is fenced too.")]
    private static partial void LogFencedAgain(ILogger log, int segment);
}
