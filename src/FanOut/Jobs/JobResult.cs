using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace FanOut.Jobs;

/// <summary>Answers with a job; while it is not finished, with a hint when to ask again.</summary>
internal sealed class JobResult(int statusCode, Job job) : IActionResult
{
    private const string RetryAfterSeconds = "1";

    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = statusCode;
        if (statusCode == StatusCodes.Status202Accepted) response.Headers.Location = job.Links.Self;
        if (job.FinishedAt is null) response.Headers.RetryAfter = RetryAfterSeconds;
        return response.WriteAsJsonAsync(job, JobJson.Default.Job, cancellationToken: context.HttpContext.RequestAborted);
    }
}
