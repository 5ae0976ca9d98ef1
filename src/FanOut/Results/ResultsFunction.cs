using Azure;
using FanOut.Jobs;
using FanOut.Results.Downloads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Net.Http.Headers;

namespace FanOut.Results;

/// <summary>The results of a job, as far as they are committed: as they are stored, filtered, or in another form.</summary>
public sealed class ResultsFunction(JobBlobs blobs, TimeProvider clock)
{
    [Function("GetResults")]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "jobs/{id}/results")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id)
    {
        var aborted = request.HttpContext.RequestAborted;
        if (ResultsQuery.Read(request.Query, out var problem) is not { } query) return problem!;
        var job = await JobViews.FindAsync(client, id, clock, aborted);
        if (job is null) return JobProblems.NotFound(id);

        var isComplete = job.FinishedAt is not null;
        var gzip = AcceptsGzip(request);
        var whole = query.IsWhole && !gzip;
        var headers = request.HttpContext.Response.Headers;
        headers["FanOut-Complete"] = isComplete ? "true" : "false";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentDisposition = $"attachment; filename=\"{id}.{query.Format.ToString().ToLowerInvariant()}\"";

        // What may need none of the bytes, or others than from the first on, asks for what is known of the blob alone.
        var results = blobs.Results(id);
        var isHead = HttpMethods.IsHead(request.Method);
        var isRange = whole && request.Headers.ContainsKey(HeaderNames.Range);
        var asksFirst = isHead || isRange || request.Headers.ContainsKey(HeaderNames.IfNoneMatch);
        var known = asksFirst ? await BlobReads.TryLookAsync(results, aborted) : null;
        var blob = asksFirst ? null : await BlobReads.TryOpenAsync(results, aborted);
        if (isComplete && (known?.ETag ?? blob?.Details.ETag) is { } stored)
        {
            // It is not written any more: what has been downloaded of it stays right.
            var tag = new EntityTagHeaderValue(TagOf(stored, whole ? "" : $"-{query.Tag}{(gzip ? "-gzip" : "")}"));
            headers.ETag = tag.ToString();
            headers.CacheControl = "private, no-cache";
            if (request.GetTypedHeaders().IfNoneMatch.Any(had => had.Compare(tag, useStrongComparison: false) || had.Equals(EntityTagHeaderValue.Any)))
                return new StatusCodeResult(StatusCodes.Status304NotModified);
            if (whole) headers.AcceptRanges = "bytes";
            if (isRange && !isHead) return new RangeResult(results, tag);
        }
        if (gzip) headers.ContentEncoding = "gzip";
        if (isHead) return new HeadResult(query.ContentType, whole ? known?.ContentLength ?? 0 : null);
        if (asksFirst) blob = await BlobReads.TryOpenAsync(results, aborted);
        return whole ? new BlobResult(blob, query.ContentType) : new ConvertedResult(blob, query, gzip);
    }

    private static string TagOf(ETag blob, string form) => $"\"{blob.ToString().Trim('"')}{form}\"";

    private static bool AcceptsGzip(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        var gzip = accepted.FirstOrDefault(coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase));
        return gzip is not null && gzip.Quality is not 0;
    }
}
