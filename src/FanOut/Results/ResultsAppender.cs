using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FanOut.Jobs;
using Microsoft.Extensions.Logging;

namespace FanOut.Results;

/// <summary>
/// The one ordered writer of results.ndjson. Each append states the position it is meant for, so a late or repeated
/// attempt finds its bytes there and leaves them alone: nothing is doubled, nothing is undone.
/// </summary>
public sealed class ResultsAppender(JobBlobs blobs, DigestStore digests, ILogger<ResultsAppender> log)
{
    /// <summary>What one append may carry in every version of the service.</summary>
    private const int MaxAppendBytes = 4 * 1024 * 1024;

    /// <summary>Appends pieces behind <paramref name="position"/>, of which an earlier attempt may have written some.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="position">How long results.ndjson was when these were decided on, in bytes.</param>
    /// <param name="pieces">Gives the same bytes each time it is called.</param>
    /// <returns>How long results.ndjson is with them.</returns>
    public async Task<long> AppendAsync(string jobId, long position, Func<IAsyncEnumerable<ReadOnlyMemory<byte>>> pieces, CancellationToken cancellationToken)
    {
        var blob = blobs.Results(jobId);
        if (position == 0) await CreateAsync(blob, cancellationToken);
        if (await TryAppendAsync(jobId, blob, position, position, pieces(), cancellationToken) is { } end) return end;
        var written = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ContentLength;
        if (written < position) throw new InvalidDataException($"results.ndjson of job {jobId} is shorter than what was written to it.");
        return await TryAppendAsync(jobId, blob, position, written, pieces(), cancellationToken)
            ?? throw new InvalidOperationException($"results.ndjson of job {jobId} is being written by another attempt.");
    }

    /// <summary>Appends what is to follow behind <paramref name="written"/>; null when that is not where the blob ends.</summary>
    private async Task<long?> TryAppendAsync(
        string jobId, AppendBlobClient blob, long position, long written, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        var chunk = new MemoryStream();
        var (end, next) = (position, written);
        await foreach (var piece in pieces.WithCancellation(cancellationToken))
        {
            var skip = (int)Math.Clamp(written - end, 0, piece.Length);
            end += piece.Length;
            var rest = piece[skip..];
            while (rest.Length > 0)
            {
                var taken = rest[..Math.Min(rest.Length, MaxAppendBytes - (int)chunk.Length)];
                chunk.Write(taken.Span);
                rest = rest[taken.Length..];
                if (chunk.Length == MaxAppendBytes && !await FlushAsync()) return null;
            }
        }
        if (chunk.Length > 0 && !await FlushAsync()) return null;
        JobLog.GoesOn(log, jobId, end);
        return end;

        async Task<bool> FlushAsync()
        {
            chunk.Position = 0;
            var options = new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = next } };
            try
            {
                await blob.AppendBlockAsync(chunk, options, cancellationToken);
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.AppendPositionConditionNotMet)
            {
                return false;
            }
            digests.Add(jobId, next, chunk.GetBuffer().AsMemory(0, (int)chunk.Length));
            next += chunk.Length;
            chunk.SetLength(0);
            return true;
        }
    }

    private static async Task CreateAsync(AppendBlobClient blob, CancellationToken cancellationToken)
    {
        var options = new AppendBlobCreateOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = JobBlobs.ResultsType },
            Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            await blob.CreateAsync(options, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // An earlier attempt made it.
        }
    }
}
