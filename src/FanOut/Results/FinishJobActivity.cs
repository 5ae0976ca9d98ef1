using System.Reflection;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FanOut.Results;

/// <summary>Writes the manifest of a job whose results are complete, and removes what they were made of and the mark of a job in flight.</summary>
public sealed class FinishJobActivity(JobBlobs blobs, PartStore parts, DigestStore digests, StorageMeter meter, Fetcher fetcher, ILogger<FinishJobActivity> log)
{
    /// <summary>The mark's removal and the manifest, which tells of them.</summary>
    private const int LastOperations = 2;

    private static readonly string s_version = typeof(FinishJobActivity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    [Function(ActivityNames.FinishJob)]
    public async Task RunAsync([ActivityTrigger] FinishInput finish, CancellationToken cancellationToken)
    {
        var (jobId, input, progress, done) = finish;
        var digest = await digests.GetAsync(jobId, progress.ResultsLength, cancellationToken);
        if (done is null) await blobs.DeleteFoldersAsync(jobId, cancellationToken);
        else await parts.DeleteAsync(jobId, done, cancellationToken);
        var (operations, bytes) = meter.Since(jobId);
        var manifest = new Manifest
        {
            Job = JobViews.Of(jobId, input, progress, progress.FinishedAt!.Value),
            DurationsMs = digest.Durations(),
            Results = new ResultsFile(blobs.Results(jobId).Name, digest.Position, digest.Sha256()),
            Hosts = digest.TopHosts(),
            Version = s_version,
            Receipt = new Receipt(progress.Work.Activities, progress.Work.Orchestrations, progress.Work.HistoryEvents, operations + LastOperations, bytes),
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, ResultsJson.Default.Manifest);
        await Task.WhenAll(
            blobs.InFlight(jobId).DeleteIfExistsAsync(cancellationToken: cancellationToken),
            WriteOnceAsync(blobs.Manifest(jobId), json, cancellationToken));
        digests.Forget(jobId);
        meter.Forget(jobId);
        fetcher.Forget(jobId);
        JobLog.Ended(log, manifest.Job.Status is JobStatus.Failed ? LogLevel.Warning : LogLevel.Information, jobId, manifest.Job.Status, manifest.Job.Done, input.Total);
    }

    /// <summary>The first attempt's manifest stays: a later one knows no more what the job has cost.</summary>
    private static async Task WriteOnceAsync(BlobClient manifest, byte[] json, CancellationToken cancellationToken)
    {
        try
        {
            await manifest.UploadAsync(BinaryData.FromBytes(json), overwrite: false, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // An earlier attempt wrote it.
        }
    }
}
