using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FanOut.Jobs;
using FanOut.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FanOut.Results;

/// <summary>
/// The one ordered writer of results.ndjson. Each append states the position it is meant for, so a late or repeated
/// attempt finds its bytes there and leaves them alone: nothing is doubled, nothing is undone.
/// </summary>
public sealed class CommitResultsActivity(JobBlobs blobs, PartStore parts, DigestStore digests, ILogger<CommitResultsActivity> log)
{
    /// <summary>What one append may carry in every version of the service.</summary>
    private const int MaxAppendBytes = 4 * 1024 * 1024;

    [Function(ActivityNames.CommitResults)]
    public async Task<long> RunAsync([ActivityTrigger] CommitInput commit, CancellationToken cancellationToken)
    {
        var blob = blobs.Results(commit.JobId);
        var end = commit.Position + commit.Parts.Sum(part => part.Length);
        if (commit.Position == 0) await CreateAsync(blob, cancellationToken);
        if (!await TryAppendAllAsync(commit, blob, commit.Position, cancellationToken))
        {
            var written = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ContentLength;
            if (written < commit.Position) throw new InvalidDataException($"results.ndjson of job {commit.JobId} is shorter than what was written to it.");
            if (written < end && !await TryAppendAllAsync(commit, blob, written, cancellationToken))
            {
                throw new InvalidOperationException($"results.ndjson of job {commit.JobId} is being written by another attempt.");
            }
        }
        parts.Forget(commit.JobId, commit.Parts);
        JobLog.GoesOn(log, commit.JobId, end);
        return end;
    }

    /// <summary>Appends what is to follow behind <paramref name="written"/>; false when that is not where the blob ends.</summary>
    private async Task<bool> TryAppendAllAsync(CommitInput commit, AppendBlobClient blob, long written, CancellationToken cancellationToken)
    {
        var chunk = new MemoryStream();
        var position = written;
        var skip = written - commit.Position;
        foreach (var part in commit.Parts)
        {
            if (skip >= part.Length)
            {
                skip -= part.Length;
                continue;
            }
            var lines = (await parts.ReadAsync(commit.JobId, part, cancellationToken))[(int)skip..];
            skip = 0;
            while (lines.Length > 0)
            {
                var taken = lines[..Math.Min(lines.Length, MaxAppendBytes - (int)chunk.Length)];
                chunk.Write(taken.Span);
                lines = lines[taken.Length..];
                if (chunk.Length == MaxAppendBytes && !await FlushAsync()) return false;
            }
        }
        return chunk.Length == 0 || await FlushAsync();

        async Task<bool> FlushAsync()
        {
            chunk.Position = 0;
            var options = new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = position } };
            try
            {
                await blob.AppendBlockAsync(chunk, options, cancellationToken);
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.AppendPositionConditionNotMet)
            {
                return false;
            }
            digests.Add(commit.JobId, position, chunk.GetBuffer().AsMemory(0, (int)chunk.Length));
            position += chunk.Length;
            chunk.SetLength(0);
            return true;
        }
    }

    private static async Task CreateAsync(AppendBlobClient blob, CancellationToken cancellationToken)
    {
        var options = new AppendBlobCreateOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/x-ndjson" },
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
