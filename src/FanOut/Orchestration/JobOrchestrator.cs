using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <summary>
/// A whole job: keeps batches running under its cap, commits their records in order, and ends with a manifest. It
/// sees no record, and only those URLs that came with its start.
/// </summary>
public static class JobOrchestrator
{
    public const string Name = nameof(JobOrchestrator);

    [Function(Name)]
    public static async Task<JobProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var job = context.GetInput<JobInput>()!;
        using var run = new JobRun(context, job);
        JobProgress progress;
        try
        {
            progress = await run.RunAsync();
        }
        catch (TaskFailedException) when (job.CallbackUrl is not null)
        {
            await StartCallbackAsync(context, job.CallbackUrl);
            throw;
        }
        if (progress.FinishedAt is not null && job.CallbackUrl is not null) await StartCallbackAsync(context, job.CallbackUrl);
        return progress;
    }

    /// <summary>Only starts it: the job has ended, whatever becomes of its callback.</summary>
    private static Task StartCallbackAsync(TaskOrchestrationContext context, string url) =>
        context.CallActivityAsync(ActivityNames.StartCallback, new CallbackInput(context.InstanceId, url), RetryPolicies.Storage);
}
