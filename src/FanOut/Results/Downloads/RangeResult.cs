using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace FanOut.Results.Downloads;

/// <summary>Parts of results that are complete, as a download that goes on after it was cut short asks for them.</summary>
internal sealed class RangeResult(BlobBaseClient blob, EntityTagHeaderValue tag) : IActionResult
{
    private const int BufferBytes = 1024 * 1024;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var options = new BlobOpenReadOptions(allowModifications: false) { BufferSize = BufferBytes };
        await using var content = await blob.OpenReadAsync(options, http.RequestAborted);
        await TypedResults.Stream(content, JobBlobs.ResultsType, entityTag: tag, enableRangeProcessing: true).ExecuteAsync(http);
    }
}
