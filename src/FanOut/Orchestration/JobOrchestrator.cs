using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <summary>
/// A whole job: keeps batches running under its cap, commits their records in order, and ends with a manifest. It never
/// sees a URL or a record.
/// </summary>
public static class JobOrchestrator
{
    public const string Name = nameof(JobOrchestrator);

    [Function(Name)]
    public static async Task<JobProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        using var run = new JobRun(context, context.GetInput<JobInput>()!);
        return await run.RunAsync();
    }
}
