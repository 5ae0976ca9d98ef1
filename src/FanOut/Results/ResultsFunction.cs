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
        var headers = request.HttpContext.Response.Headers;
        headers["FanOut-Complete"] = isComplete ? "true" : "false";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentDisposition = $"attachment; filename=\"{id}.{query.Format.ToString().ToLowerInvariant()}\"";

        var results = blobs.Results(id);
        var blob = await BlobReads.TryOpenAsync(results, aborted);
        var whole = query.IsWhole && !gzip;
        if (isComplete && blob is not null)
        {
            // It is not written any more: what has been downloaded of it stays right.
            var tag = new EntityTagHeaderValue(TagOf(blob.Details.ETag, whole ? "" : $"-{query.Tag}{(gzip ? "-gzip" : "")}"));
            headers.ETag = tag.ToString();
            if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)))
            {
                blob.Dispose();
                return new StatusCodeResult(StatusCodes.Status304NotModified);
            }
            if (whole) headers.AcceptRanges = "bytes";
            if (whole && request.Headers.ContainsKey(HeaderNames.Range))
            {
                blob.Dispose();
                return new RangeResult(results, tag);
            }
        }
        return whole ? new BlobResult(blob, NdjsonWriter.Type) : new ConvertedResult(blob, query, gzip);
    }

    private static string TagOf(ETag blob, string form) => $"\"{blob.ToString().Trim('"')}{form}\"";

    private static bool AcceptsGzip(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        var gzip = accepted.FirstOrDefault(coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase));
        return gzip is not null && gzip.Quality is not 0;
    }
}
