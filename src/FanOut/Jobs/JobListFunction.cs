using System.Text;
using FanOut.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FanOut.Jobs;

/// <summary>
/// The list of jobs, newest first. It is a listing of blobs, whose names sort so; a query of the durable engine would come
/// unordered and full of batches.
/// </summary>
public sealed class JobListFunction(JobBlobs blobs, NewJobs newJobs, TimeProvider clock)
{
    private const int DefaultTop = 50, MaxTop = 100;

    /// <summary>Jobs that one request looks at to find those of a status; the answer's token goes on from there.</summary>
    private const int MaxLookedAt = 1_000;

    [Function("ListJobs")]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        var query = request.Query;
        var top = DefaultTop;
        if (query.TryGetValue("top", out var topText) && (!int.TryParse(topText, out top) || top is < 1 or > MaxTop))
        {
            return JobProblems.BadQuery("top", $"'top' must be a whole number from 1 to {MaxTop}.");
        }
        JobStatus? status = null;
        if (query.TryGetValue("status", out var statusText))
        {
            // It would also take numbers, and several names as the sum of their numbers.
            if (!Enum.TryParse<JobStatus>(statusText, ignoreCase: true, out var parsed) || !statusText.ToString().All(char.IsAsciiLetter))
            {
                return JobProblems.BadQuery("status", "'status' must be one of pending, running, paused, succeeded, partial, failed, cancelled.");
            }
            status = parsed;
        }
        if (!TryReadToken(query["continuationToken"], out var after)) return JobProblems.BadQuery("continuationToken", "'continuationToken' must be one that an earlier page gave.");

        await blobs.EnsureContainerAsync();
        var page = await ReadPageAsync(client, top, status, after, request.HttpContext.RequestAborted);
        return new JsonResult<JobPage>(StatusCodes.Status200OK, page, JobJson.Default.JobPage);
    }

    private async Task<JobPage> ReadPageAsync(DurableTaskClient client, int top, JobStatus? status, string? after, CancellationToken cancellationToken)
    {
        var jobs = new List<Job>();
        var looked = 0;
        string? last = null;
        await foreach (var id in newJobs.ListAsync(after, cancellationToken))
        {
            if (jobs.Count == top || looked == MaxLookedAt) return new JobPage(jobs, WriteToken(last!));
            looked++;
            last = id;
            // A list of URLs whose job never started is not a job.
            if (await JobViews.FindAsync(client, id, clock, cancellationToken) is { } job
                && (status is null || job.Status == status))
            {
                jobs.Add(job);
            }
        }
        return new JobPage(jobs, null);
    }

    private static string WriteToken(string id) => WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(id));

    private static bool TryReadToken(string? token, out string? id)
    {
        id = null;
        if (string.IsNullOrEmpty(token)) return true;
        try
        {
            id = Encoding.ASCII.GetString(WebEncoders.Base64UrlDecode(token));
        }
        catch (FormatException)
        {
            return false;
        }
        return JobId.IsValid(id);
    }
}
