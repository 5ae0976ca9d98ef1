using FanOut.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Results;

/// <summary>The manifest of a finished job, as it is in storage.</summary>
public sealed class ManifestFunction(JobBlobs blobs)
{
    [Function("GetManifest")]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs/{id}/manifest")] HttpRequest request,
        string id)
    {
        var manifest = JobId.IsValid(id) ? await BlobReads.TryOpenAsync(blobs.Manifest(id), request.HttpContext.RequestAborted) : null;
        return manifest is null
            ? new ProblemResult(StatusCodes.Status404NotFound, "There is no manifest.", "There is no such job, or it has not finished: its manifest is written last.")
            : new BlobResult(manifest, "application/json");
    }
}
