using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FanOut.Callbacks;
using FanOut.Fetching;
using FanOut.Orchestration;
using FanOut.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FanOut.Jobs;

/// <summary>Fetches again what was not ok in a job that has finished: a new job, which knows where it comes from.</summary>
public sealed class RedriveFunction(RedriveList list, InputWriter inputs, CallbackRules callbacks, JobStarter starter, StorageMeter meter, TimeProvider clock)
{
    private const string OutcomesField = "outcomes";

    private static readonly Dictionary<string, Outcome> s_redrivable =
        OutcomeNames.ByName.Where(outcome => outcome.Value != Outcome.Ok).ToDictionary(StringComparer.Ordinal);

    [Function("RedriveJob")]
    public async Task<IActionResult> RedriveAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs/{id}/redrive")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id)
    {
        try
        {
            var keyHash = IdempotencyKeys.Hash(request);
            var outcomes = await ReadOutcomesAsync(request);
            var instance = JobId.IsValid(id) ? await client.GetInstanceAsync(id, getInputsAndOutputs: true, request.HttpContext.RequestAborted) : null;
            var source = JobViews.Of(instance, clock.GetUtcNow());
            if (source is null) return JobProblems.NotFound(id);
            if (source.FinishedAt is null) return JobProblems.StillRunning(source, "Redrive it when it has ended.");
            var input = instance!.ReadInputAs<JobInput>()!;
            if (input.CallbackUrl is { } url && callbacks.Check(url) is { } fault) throw new JobRequestErrors().Fatal(CallbackRules.Field, fault);
            return await StartAsync(client, id, input, outcomes, keyHash, request.HttpContext.RequestAborted);
        }
        catch (JobRequestException e)
        {
            return e.ToResult();
        }
    }

    private async Task<IActionResult> StartAsync(DurableTaskClient client, string sourceId, JobInput source, HashSet<Outcome> outcomes, string? keyHash, CancellationToken cancellationToken)
    {
        var createdAt = clock.GetUtcNow();
        var id = JobId.Create(createdAt);
        JobInput job;
        string? started;
        try
        {
            if (!await starter.MayStartAsync(client, id, keyHash, cancellationToken)) return JobProblems.TooManyJobs(starter.Limit);
            var before = meter.Total;
            // It may have failed for want of just this.
            if (source.Urls is not null) await inputs.WriteAsync(sourceId, source.Urls, CancellationToken.None);
            var (total, lines) = await list.WriteAsync(sourceId, outcomes, id, CancellationToken.None);
            if (total == 0) return JobProblems.NothingToRedrive(sourceId);
            meter.Begin(id, before);
            job = source with { Total = total, Lines = lines, Urls = null, CreatedAt = createdAt, RedriveOf = sourceId, KeyHash = keyHash, Progress = null, Done = null };
            var asked = Encoding.UTF8.GetBytes($"redrive {sourceId} {string.Join(',', outcomes.Order())}");
            started = await starter.StartAsync(client, id, job, Convert.ToHexStringLower(SHA256.HashData(asked)));
        }
        finally
        {
            starter.Leave(id);
        }
        if (started is null) return JobProblems.KeyOfAnotherRequest();
        var view = string.Equals(started, id, StringComparison.Ordinal) ? JobViews.Of(id, job, null, clock.GetUtcNow()) : await JobViews.FindAsync(client, started, clock, CancellationToken.None);
        return view is null ? JobProblems.NotFound(started) : new JobResult(StatusCodes.Status202Accepted, view);
    }

    private static async Task<HashSet<Outcome>> ReadOutcomesAsync(HttpRequest request)
    {
        using var body = await SmallBody.ReadAsync(request);
        var errors = new JobRequestErrors();
        HashSet<Outcome>? outcomes = null;
        foreach (var field in body is null ? [] : body.RootElement.EnumerateObject().ToArray())
        {
            if (!field.NameEquals(OutcomesField)) errors.Add(field.Name, $"There is no such field. {OutcomesField} is the only one.");
            else if (field.Value.ValueKind != JsonValueKind.Null) outcomes = ReadOutcomes(field.Value, errors);
        }
        errors.ThrowIfAny();
        return outcomes ?? [.. s_redrivable.Values];
    }

    private static HashSet<Outcome> ReadOutcomes(JsonElement value, JobRequestErrors errors)
    {
        var outcomes = new HashSet<Outcome>();
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            errors.Add(OutcomesField, "Must be a list of outcomes; leave it out to redrive all that are not ok.");
            return outcomes;
        }
        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && s_redrivable.TryGetValue(item.GetString()!, out var outcome)) outcomes.Add(outcome);
            else errors.Add($"{OutcomesField}[{i}]", $"Must be one of {string.Join(", ", s_redrivable.Keys)}.");
            i++;
        }
        return outcomes;
    }
}
