using FanOut.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FanOut.Results;

/// <summary>The results of a job, as far as they are committed.</summary>
public sealed class ResultsFunction(JobBlobs blobs, TimeProvider clock)
{
    [Function("GetResults")]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs/{id}/results")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id)
    {
        var aborted = request.HttpContext.RequestAborted;
        foreach (var name in request.Query.Keys)
        {
            if (name is not ("format" or "code")) return JobProblems.BadQuery(name, $"There is no parameter '{name}' here.");
        }
        if (request.Query.TryGetValue("format", out var format) && format != "ndjson") return JobProblems.BadQuery("format", "'format' must be ndjson.");

        var job = await JobViews.FindAsync(client, id, clock, aborted);
        if (job is null) return JobProblems.NotFound(id);
        request.HttpContext.Response.Headers["FanOut-Complete"] = job.FinishedAt is null ? "false" : "true";
        return new BlobResult(await BlobReads.TryOpenAsync(blobs.Results(id), aborted), "application/x-ndjson");
    }
}
