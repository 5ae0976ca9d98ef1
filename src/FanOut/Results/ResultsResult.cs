using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Mvc;

namespace FanOut.Results;

/// <summary>Streams results; what it sends is whole lines, since only those are ever committed.</summary>
internal sealed class ResultsResult(BlobDownloadStreamingResult? results, bool isComplete) : IActionResult
{
    private const int CopyBytes = 128 * 1024;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = "application/x-ndjson";
        response.Headers["FanOut-Complete"] = isComplete ? "true" : "false";
        if (results is null)
        {
            response.ContentLength = 0;
            return;
        }
        using (results)
        {
            response.ContentLength = results.Details.ContentLength;
            await results.Content.CopyToAsync(response.Body, CopyBytes, context.HttpContext.RequestAborted);
        }
    }
}
