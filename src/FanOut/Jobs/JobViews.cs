using FanOut.Callbacks;
using FanOut.Orchestration;
using Microsoft.DurableTask.Client;

namespace FanOut.Jobs;

/// <summary>Makes what callers see of a job from what its orchestration knows.</summary>
internal static class JobViews
{
    public static Job Of(string id, JobInput input, JobProgress? progress, DateTimeOffset now)
    {
        var elapsed = progress is null ? TimeSpan.Zero : (progress.FinishedAt ?? now) - progress.StartedAt;
        var done = progress?.Done ?? 0;
        return new Job
        {
            Id = id,
            Name = input.Name,
            Status = progress?.Status ?? JobStatus.Pending,
            Total = input.Total,
            Done = done,
            Outcomes = progress?.Outcomes ?? [],
            Bytes = progress?.Bytes ?? 0,
            CreatedAt = input.CreatedAt,
            StartedAt = progress?.StartedAt,
            FinishedAt = progress?.FinishedAt,
            ElapsedMs = Math.Max(0, (long)elapsed.TotalMilliseconds),
            UrlsPerSecond = elapsed > TimeSpan.Zero ? Math.Round(done / elapsed.TotalSeconds, 1) : 0,
            Options = progress is null ? input.Options : Holding(input.Options, progress.MaxConcurrency),
            RedriveOf = input.RedriveOf,
            Error = progress?.Error,
            Callback = input.CallbackUrl is { } url ? new JobCallback { Url = url } : null,
            Links = new JobLinks($"/api/jobs/{id}", $"/api/jobs/{id}/results", $"/api/jobs/{id}/manifest", $"/api/jobs/{id}"),
        };
    }

    /// <summary>The options as they hold now: a batch is never larger than the cap.</summary>
    private static JobOptions Holding(JobOptions options, int maxConcurrency) =>
        maxConcurrency == options.MaxConcurrency ? options : options with { MaxConcurrency = maxConcurrency, BatchSize = Math.Min(options.BatchSize, maxConcurrency) };

    /// <summary>Null when there is no such job.</summary>
    public static async Task<Job?> FindAsync(DurableTaskClient client, string id, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!JobId.IsValid(id)) return null;
        var job = Of(await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken), clock.GetUtcNow());
        return job is { Callback: { } callback, FinishedAt: not null } ? job with { Callback = await CallbackViews.ReadAsync(client, id, callback, cancellationToken) } : job;
    }

    /// <summary>Null when the instance is not a job. Its callback, which is an instance of its own, is as it was before the job's end.</summary>
    public static Job? Of(OrchestrationMetadata? instance, DateTimeOffset now)
    {
        if (instance is null || !string.Equals(instance.Name, JobOrchestrator.Name, StringComparison.Ordinal)) return null;
        var input = instance.ReadInputAs<JobInput>()!;
        var progress = (instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? instance.ReadOutputAs<JobProgress>() : instance.ReadCustomStatusAs<JobProgress>())
            ?? input.Progress;
        if (instance.RuntimeStatus is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated)
        {
            progress ??= new JobProgress { StartedAt = instance.CreatedAt };
            progress.Status = JobStatus.Failed;
            progress.FinishedAt ??= instance.LastUpdatedAt;
            progress.Error ??= instance.FailureDetails?.ErrorMessage ?? "The orchestration was terminated.";
        }
        return Of(instance.InstanceId, input, progress, now);
    }
}
