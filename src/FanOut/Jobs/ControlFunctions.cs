using System.Text.Json;
using FanOut.Control;
using FanOut.Orchestration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FanOut.Jobs;

/// <summary>Steering a job that runs: what is asked goes into its control blob first, then the job is woken to read it.</summary>
public sealed class ControlFunctions(ControlStore control, JobPurge purge, TimeProvider clock)
{
    private const string MaxConcurrencyField = "maxConcurrency";

    [Function("CancelJob")]
    public async Task<IActionResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "jobs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id)
    {
        var purges = false;
        if (request.Query.TryGetValue("purge", out var value) && !bool.TryParse(value, out purges)) return JobProblems.BadQuery("purge", "'purge' must be true or false.");
        return purges ? await PurgeAsync(request, client, id) : await ChangeAsync(request, client, id, state => state with { Cancelled = true });
    }

    [Function("PauseJob")]
    public Task<IActionResult> PauseAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs/{id}/pause")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id) => ChangeAsync(request, client, id, state => state with { Paused = true });

    [Function("ResumeJob")]
    public Task<IActionResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs/{id}/resume")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id) => ChangeAsync(request, client, id, state => state with { Paused = false });

    [Function("ChangeJob")]
    public async Task<IActionResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "jobs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id)
    {
        try
        {
            var maxConcurrency = await ReadMaxConcurrencyAsync(request);
            return await ChangeAsync(request, client, id, state => state with { MaxConcurrency = maxConcurrency });
        }
        catch (JobRequestException e)
        {
            return e.ToResult();
        }
    }

    private async Task<IActionResult> ChangeAsync(HttpRequest request, DurableTaskClient client, string id, Func<JobControl, JobControl> change)
    {
        var job = await JobViews.FindAsync(client, id, clock, request.HttpContext.RequestAborted);
        if (job is null) return JobProblems.NotFound(id);
        if (job.FinishedAt is not null) return JobProblems.Finished(job);

        // Once begun it is not broken off: a change that no event tells of would wait for the next batch.
        await control.UpdateAsync(id, change, CancellationToken.None);
        await JobWaker.WakeAsync(client, id);
        return new JobResult(StatusCodes.Status202Accepted, job);
    }

    private async Task<IActionResult> PurgeAsync(HttpRequest request, DurableTaskClient client, string id)
    {
        if (!JobId.IsValid(id)) return JobProblems.NotFound(id);
        var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, request.HttpContext.RequestAborted);
        var job = JobViews.Of(instance, clock.GetUtcNow());
        if (instance is not null && job is null) return JobProblems.NotFound(id);
        if (job is { FinishedAt: null }) return JobProblems.StillRunning(job, "Cancel it, and purge it when it has ended.");
        if (instance is { IsCompleted: false }) return JobProblems.StillRunning(job!, "It is about to end: try again in a moment.");

        var removed = await purge.PurgeAsync(client, id, instance?.ReadInputAs<JobInput>()?.KeyHash, CancellationToken.None);
        return removed ? new StatusCodeResult(StatusCodes.Status204NoContent) : JobProblems.NotFound(id);
    }

    private static async Task<int> ReadMaxConcurrencyAsync(HttpRequest request)
    {
        var errors = new JobRequestErrors();
        using var body = await SmallBody.ReadAsync(request);
        if (body is null) throw errors.Fatal(JobRequestErrors.Body, $"Is empty. Send a JSON object with {MaxConcurrencyField}.");
        var maxConcurrency = 0;
        foreach (var field in body.RootElement.EnumerateObject())
        {
            if (!field.NameEquals(MaxConcurrencyField))
            {
                errors.Add(field.Name, $"Cannot be changed. Only {MaxConcurrencyField} can.");
            }
            else if (field.Value.ValueKind != JsonValueKind.Number || !field.Value.TryGetInt32(out maxConcurrency)
                || maxConcurrency is < JobLimits.MinConcurrency or > JobLimits.MaxConcurrency)
            {
                errors.Add(field.Name, $"Must be an integer from {JobLimits.MinConcurrency} to {JobLimits.MaxConcurrency}.");
            }
        }
        if (maxConcurrency == 0 && !errors.Any) errors.Add(MaxConcurrencyField, "Is required.");
        errors.ThrowIfAny();
        return maxConcurrency;
    }
}
