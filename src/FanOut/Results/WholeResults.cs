using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using FanOut.Fetching;
using FanOut.Orchestration;

namespace FanOut.Results;

/// <summary>Results that come in one piece: those of a job of one batch. Whoever writes them first has written them.</summary>
public sealed class WholeResults(JobBlobs blobs, DigestStore digests)
{
    /// <summary>Stores all records of a job as its results, unless they are there.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="result">What is told of the records.</param>
    /// <param name="lines">The records.</param>
    /// <returns>What is to be told of those that are stored: an earlier attempt may have written others.</returns>
    public async Task<BatchResult> WriteAsync(string jobId, BatchResult result, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = JobBlobs.ResultsType },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            await blobs.WholeResults(jobId).UploadAsync(BinaryData.FromBytes(lines), options, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            return await ReadAsync(jobId, result, cancellationToken);
        }
        digests.Add(jobId, 0, lines);
        return result with { IsCommitted = true };
    }

    private async Task<BatchResult> ReadAsync(string jobId, BatchResult result, CancellationToken cancellationToken)
    {
        var lines = (await blobs.WholeResults(jobId).DownloadContentAsync(cancellationToken)).Value.Content.ToMemory();
        var outcomes = new Dictionary<Outcome, int>();
        var bytes = 0L;
        var records = new RecordCursor(lines);
        while (records.MoveNext())
        {
            var record = JsonSerializer.Deserialize(records.Record.Span, ResultsJson.Default.RecordCount)!;
            outcomes[record.Outcome] = outcomes.GetValueOrDefault(record.Outcome) + 1;
            bytes += record.Bytes;
        }
        return result with { IsCommitted = true, Part = result.Part with { Length = lines.Length }, Outcomes = outcomes, Bytes = bytes };
    }
}
