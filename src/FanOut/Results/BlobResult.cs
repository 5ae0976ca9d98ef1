using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Mvc;

namespace FanOut.Results;

/// <summary>Streams a blob to the caller; an empty answer where there is none yet.</summary>
internal sealed class BlobResult(BlobDownloadStreamingResult? blob, string contentType) : IActionResult
{
    private const int ReadBytes = 256 * 1024;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = contentType;
        response.ContentLength = blob?.Details.ContentLength ?? 0;
        using (blob)
        {
            if (blob is null) return;
            // Into the server's own buffers, where a copy through another one would take longer.
            var (body, aborted) = (response.BodyWriter, context.HttpContext.RequestAborted);
            while (await blob.Content.ReadAsync(body.GetMemory(ReadBytes), aborted) is var read and > 0)
            {
                body.Advance(read);
                await body.FlushAsync(aborted);
            }
        }
    }
}
