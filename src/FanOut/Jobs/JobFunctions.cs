using FanOut.Control;
using FanOut.Orchestration;
using FanOut.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FanOut.Jobs;

/// <summary>Starting, reading and cancelling jobs.</summary>
public sealed class JobFunctions(JobRequestReader reader, JobBlobs blobs, ControlStore control, StorageMeter meter, TimeProvider clock)
{
    /// <summary>Longer than any hiccup of storage, shorter than what callers and load balancers wait for.</summary>
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);

    [Function("StartJob")]
    public async Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        if (request.Headers.ContainsKey("Idempotency-Key")) return JobProblems.NotSupported("Idempotency-Key", "Leave this header out: this version would start a job each time.");
        var createdAt = clock.GetUtcNow();
        var id = JobId.Create(createdAt);
        var before = meter.Total;
        await blobs.EnsureContainerAsync();
        var input = await ReadAsync(id, createdAt, request);
        if (input.Problem is not null) return input.Problem;
        meter.Begin(id, before);

        // From here on the job exists, whether or not its caller is still there to hear of it.
        await client.ScheduleNewOrchestrationInstanceAsync(JobOrchestrator.Name, input.Job, new StartOrchestrationOptions(InstanceId: id)).WaitAsync(s_startLimit, clock);
        return new JobResult(StatusCodes.Status202Accepted, JobViews.Of(id, input.Job!, null, clock.GetUtcNow()));
    }

    [Function("GetJob")]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id)
    {
        var job = await FindAsync(client, id, request.HttpContext.RequestAborted);
        return job is null ? JobProblems.NotFound(id) : new JobResult(StatusCodes.Status200OK, job);
    }

    [Function("CancelJob")]
    public async Task<IActionResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "jobs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id)
    {
        var job = await FindAsync(client, id, request.HttpContext.RequestAborted);
        if (job is null) return JobProblems.NotFound(id);
        if (job.FinishedAt is not null) return JobProblems.Finished(job);

        await control.UpdateAsync(id, state => state with { Cancelled = true }, CancellationToken.None);
        await JobWaker.WakeAsync(client, id);
        return new JobResult(StatusCodes.Status202Accepted, job);
    }

    private async Task<(JobInput? Job, IActionResult? Problem)> ReadAsync(string id, DateTimeOffset createdAt, HttpRequest request)
    {
        try
        {
            await using var lines = new InputBlobStream(blobs.Input(id));
            var read = await reader.ReadAsync(request, lines, request.HttpContext.RequestAborted);
            if (read.Options.MaxPerHost is not null) return (null, JobProblems.NotSupported("options.maxPerHost", "Leave this option out: this version limits a job as a whole, by maxConcurrency."));
            await lines.CommitAsync(request.HttpContext.RequestAborted);
            return (new JobInput { Name = read.Name, Options = read.Options, Total = read.Total, Lines = read.LineIndex, CreatedAt = createdAt }, null);
        }
        catch (JobRequestException e)
        {
            return (null, e.ToResult());
        }
    }

    private async Task<Job?> FindAsync(DurableTaskClient client, string id, CancellationToken cancellationToken) =>
        JobId.IsValid(id) ? JobViews.Of(await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken), clock.GetUtcNow()) : null;
}
