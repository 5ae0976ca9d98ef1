using FanOut.Orchestration;
using Microsoft.DurableTask.Client;

namespace FanOut.Callbacks;

/// <summary>Makes what callers see of a callback from what its orchestration knows.</summary>
internal static class CallbackViews
{
    /// <summary>How far the callback of a job is that has ended.</summary>
    public static async Task<JobCallback> ReadAsync(DurableTaskClient client, string jobId, JobCallback callback, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(CallbackOrchestrator.IdOf(jobId), getInputsAndOutputs: true, cancellationToken);
        if (instance is null) return callback.Failing("the job was ended from outside, before it could tell");
        var last = instance.ReadCustomStatusAs<JobCallback>() ?? callback;
        return instance.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed => instance.ReadOutputAs<JobCallback>() ?? last,
            OrchestrationRuntimeStatus.Failed => last.Failing(instance.FailureDetails?.ErrorMessage ?? "the orchestration of the callback failed"),
            OrchestrationRuntimeStatus.Terminated => last.Failing("the orchestration of the callback was terminated"),
            _ => last,
        };
    }
}
