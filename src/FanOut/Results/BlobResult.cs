using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Mvc;

namespace FanOut.Results;

/// <summary>Streams a blob to the caller; an empty answer where there is none yet.</summary>
internal sealed class BlobResult(BlobDownloadStreamingResult? blob, string contentType) : IActionResult
{
    private const int CopyBytes = 128 * 1024;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = contentType;
        response.ContentLength = blob?.Details.ContentLength ?? 0;
        using (blob)
        {
            if (blob is null) return;
            await blob.Content.CopyToAsync(response.Body, CopyBytes, context.HttpContext.RequestAborted);
        }
    }
}
