using System.Runtime.CompilerServices;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FanOut.Jobs;

namespace FanOut.Results;

/// <summary>Where the blobs of jobs are.</summary>
public sealed class JobBlobs(BlobContainerClient container)
{
    /// <summary>The media type of results.ndjson.</summary>
    public const string ResultsType = "application/x-ndjson";

    private const int MaxDeletesAtOnce = 4;

    private const string InFlightPrefix = "inflight/";

    private Task? _created;

    public BlobContainerClient Container => container;

    public BlockBlobClient Input(string jobId) => container.GetBlockBlobClient($"{jobId}/input.ndjson");

    public AppendBlobClient Results(string jobId) => container.GetAppendBlobClient(ResultsName(jobId));

    /// <summary>The same blob, where it is written in one piece.</summary>
    public BlobClient WholeResults(string jobId) => container.GetBlobClient(ResultsName(jobId));

    public BlobClient Manifest(string jobId) => container.GetBlobClient($"{jobId}/manifest.json");

    public BlobClient Control(string jobId) => container.GetBlobClient($"{jobId}/control.json");

    /// <summary>Holds an idempotency key, named by its hash: a caller's text is never part of a blob's name.</summary>
    public BlobClient Key(string keyHash) => container.GetBlobClient($"keys/{keyHash}.json");

    /// <summary>An empty blob that is there as long as the job has not ended.</summary>
    public BlockBlobClient InFlight(string jobId) => container.GetBlockBlobClient(InFlightPrefix + jobId);

    public BlobClient Part(string jobId, int first) => container.GetBlobClient($"{jobId}/parts/{first:D8}.ndjson");

    /// <summary>The URLs of a lane, each with its index.</summary>
    public BlockBlobClient Lane(string jobId, int lane) => container.GetBlockBlobClient($"{jobId}/lanes/{lane:D2}.ndjson");

    /// <summary>The records of a lane's batch, with gaps that the parts of other lanes fill.</summary>
    public BlobClient LanePart(string jobId, LanePart part) => container.GetBlobClient($"{LanePartsPrefix(jobId)}{part.First:D8}-{part.Last:D8}.ndjson");

    public static string LanePartsPrefix(string jobId) => $"{jobId}/laneparts/";

    /// <summary>A record whose captured text is too long for a message.</summary>
    public BlobClient Record(string jobId, int index) => container.GetBlobClient($"{jobId}/records/{index:D8}.json");

    /// <summary>The ids of jobs by their folders, newest first; those behind <paramref name="after"/>, if it is given.</summary>
    public async IAsyncEnumerable<string> ListJobIdsAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new GetBlobsByHierarchyOptions { Delimiter = "/", StartFrom = after };
        await foreach (var item in container.GetBlobsByHierarchyAsync(options, cancellationToken))
        {
            if (!item.IsPrefix) continue;
            var id = item.Prefix.TrimEnd('/');
            if (JobId.IsValid(id) && (after is null || string.CompareOrdinal(id, after) > 0)) yield return id;
        }
    }

    /// <summary>The ids of jobs that have not ended.</summary>
    public async IAsyncEnumerable<string> ListInFlightAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, InFlightPrefix, cancellationToken))
        {
            yield return blob.Name[InFlightPrefix.Length..];
        }
    }

    /// <summary>Deletes all blobs of a job; false when there were none.</summary>
    public Task<bool> DeleteAllAsync(string jobId, CancellationToken cancellationToken) => DeleteAsync($"{jobId}/", _ => true, cancellationToken);

    /// <summary>Deletes what is in folders of a job: all that its results were made of.</summary>
    public Task DeleteFoldersAsync(string jobId, CancellationToken cancellationToken)
    {
        var folder = $"{jobId}/";
        return DeleteAsync(folder, name => name.AsSpan(folder.Length).Contains('/'), cancellationToken);
    }

    /// <summary>Deletes blobs by their names in the container; those that are not there are no fault.</summary>
    public Task DeleteAsync(IEnumerable<string> names, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(names, DeletesAtOnce(cancellationToken), async (name, token) => await container.DeleteBlobIfExistsAsync(name, cancellationToken: token));

    private async Task<bool> DeleteAsync(string prefix, Predicate<string> isWanted, CancellationToken cancellationToken)
    {
        var any = false;
        await Parallel.ForEachAsync(
            container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken),
            DeletesAtOnce(cancellationToken),
            async (blob, token) =>
            {
                if (!isWanted(blob.Name)) return;
                await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: token);
                Volatile.Write(ref any, true);
            });
        return any;
    }

    private static string ResultsName(string jobId) => $"{jobId}/results.ndjson";

    private static ParallelOptions DeletesAtOnce(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = MaxDeletesAtOnce, CancellationToken = cancellationToken };

    /// <summary>Makes the container once per process; a failure is not remembered.</summary>
    public Task EnsureContainerAsync()
    {
        var created = _created;
        if (created is null || created.IsFaulted || created.IsCanceled) _created = created = container.CreateIfNotExistsAsync();
        return created;
    }
}
