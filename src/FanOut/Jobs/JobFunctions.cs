using FanOut.Lists;
using FanOut.Orchestration;
using FanOut.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FanOut.Jobs;

/// <summary>Starting and reading jobs.</summary>
public sealed class JobFunctions(
    JobRequestReader reader, ListReader lists, JobBlobs blobs, InputChunks inputs, JobStarter starter, Retention retention, StorageMeter meter, TimeProvider clock)
{
    [Function("StartJob")]
    public async Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        var createdAt = clock.GetUtcNow();
        var id = JobId.Create(createdAt);
        var before = meter.Total;
        await blobs.EnsureContainerAsync();
        JobInput? job;
        string? started;
        try
        {
            (job, var bodySha256, var holder, var problem) = await ReadAsync(client, id, createdAt, request);
            if (job is null) return problem!;
            meter.Begin(id, before);

            // From here on the job exists, whether or not its caller is still there to hear of it.
            started = holder is null ? await starter.StartAsync(client, id, job, bodySha256) : await starter.JoinAsync(client, holder, bodySha256);
        }
        finally
        {
            starter.Leave(id);
        }
        if (started is null) return JobProblems.KeyOfAnotherRequest();
        await retention.EnsureRunningAsync(client);
        var wait = PreferWait.Read(request);
        if (wait > TimeSpan.Zero) await PreferWait.WaitAsync(client, started, wait, clock, request.HttpContext);
        var isAsItWas = string.Equals(started, id, StringComparison.Ordinal) && wait == TimeSpan.Zero;
        var view = isAsItWas ? JobViews.Of(id, job, null, clock.GetUtcNow()) : await JobViews.FindAsync(client, started, clock, CancellationToken.None);
        if (view is null) return JobProblems.NotFound(started);
        var hasEnded = wait > TimeSpan.Zero && view.FinishedAt is not null;
        return new JobResult(hasEnded ? StatusCodes.Status200OK : StatusCodes.Status202Accepted, view);
    }

    [Function("GetJob")]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id)
    {
        var job = await JobViews.FindAsync(client, id, clock, request.HttpContext.RequestAborted);
        return job is null ? JobProblems.NotFound(id) : new JobResult(StatusCodes.Status200OK, job);
    }

    private async Task<(JobInput? Job, string BodySha256, KeyedJob? Holder, IActionResult? Problem)> ReadAsync(
        DurableTaskClient client, string id, DateTimeOffset createdAt, HttpRequest request)
    {
        try
        {
            var keyHash = IdempotencyKeys.Hash(request);
            if (!await starter.MayStartAsync(client, id, keyHash, request.HttpContext.RequestAborted)) return (null, "", null, JobProblems.TooManyJobs(starter.Limit));
            await using var lines = new InputBlobStream(blobs.Input(id));
            var read = await reader.ReadAsync(request, lines, request.HttpContext.RequestAborted);
            if (read.UrlsFrom is not null)
            {
                // A request that is repeated means the job it made, whatever has become of the list since.
                if (keyHash is not null && await starter.FindAsync(keyHash, request.HttpContext.RequestAborted) is { } holder)
                    return (holder.Input, read.BodySha256, holder, null);
                read = await lists.ReadAsync(read, lines, request.HttpContext.RequestAborted);
            }
            var urls = ShortLists.Read(lines.Whole);
            if (urls is null)
            {
                await lines.CommitAsync(request.HttpContext.RequestAborted);
                if (lines.Whole is { } input) inputs.Keep(id, input);
            }
            var job = new JobInput { Name = read.Name, Options = read.Options, Total = read.Total, Lines = read.LineIndex, Urls = urls, CreatedAt = createdAt, KeyHash = keyHash, CallbackUrl = read.CallbackUrl };
            return (job, read.BodySha256, null, null);
        }
        catch (JobRequestException e)
        {
            return (null, "", null, e.ToResult());
        }
    }
}
