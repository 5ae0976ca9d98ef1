using Azure;
using Azure.Storage.Blobs.Models;
using FanOut.Orchestration;
using FanOut.Results;

namespace FanOut.Control;

/// <summary>The control blob of a job: what has been asked of it.</summary>
public sealed class ControlStore(JobBlobs blobs)
{
    /// <summary>Changes that meet are applied one after the other.</summary>
    private const int MaxConflicts = 20;

    public async Task<JobControl> ReadAsync(string jobId, CancellationToken cancellationToken) => (await ReadWithTagAsync(jobId, cancellationToken)).Control;

    /// <summary>Changes what is asked, leaving alone what others ask for meanwhile.</summary>
    public async Task UpdateAsync(string jobId, Func<JobControl, JobControl> change, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var (control, tag) = await ReadWithTagAsync(jobId, cancellationToken);
            var changed = change(control);
            if (changed == control) return;
            var conditions = tag is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = tag };
            try
            {
                await blobs.Control(jobId).UploadAsync(
                    BinaryData.FromObjectAsJson(changed with { Version = control.Version + 1 }), new BlobUploadOptions { Conditions = conditions }, cancellationToken);
                return;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412 && conflicts < MaxConflicts)
            {
                // Someone else was faster: on top of theirs, then.
            }
        }
    }

    private async Task<(JobControl Control, ETag? Tag)> ReadWithTagAsync(string jobId, CancellationToken cancellationToken)
    {
        var blob = await BlobReads.TryReadAsync(blobs.Control(jobId), cancellationToken);
        return blob is null ? (JobControl.Nothing, null) : (blob.Content.ToObjectFromJson<JobControl>()!, blob.Details.ETag);
    }
}
