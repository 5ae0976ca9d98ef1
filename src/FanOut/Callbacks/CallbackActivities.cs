using System.Text.Json;
using DurableTask.Core.Exceptions;
using FanOut.Jobs;
using FanOut.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FanOut.Callbacks;

/// <summary>The last step of a job that has a callback, and the one step of the callback itself.</summary>
public sealed partial class CallbackActivities(CallbackSender sender, TimeProvider clock, ILogger<CallbackActivities> log)
{
    /// <summary>Between the start of the callback and the end of the job there is one turn of the job.</summary>
    private static readonly TimeSpan s_jobEndLimit = TimeSpan.FromSeconds(30);

    [Function(ActivityNames.StartCallback)]
    public async Task StartAsync([ActivityTrigger] CallbackInput callback, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        // An attempt before this one may have started it: one that has finished would start again.
        var id = CallbackOrchestrator.IdOf(callback.JobId);
        if (await client.GetInstanceAsync(id, cancellationToken) is not null) return;
        // One that comes so late that the job has ended, or even been purged, has been done by another.
        if (await client.GetInstanceAsync(callback.JobId, cancellationToken) is not { IsCompleted: false }) return;
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                CallbackOrchestrator.Name, callback, new StartOrchestrationOptions(InstanceId: id), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Another attempt was faster.
        }
    }

    [Function(ActivityNames.DeliverCallback)]
    public async Task<CallbackAnswer> DeliverAsync([ActivityTrigger] CallbackInput callback, [DurableClient] DurableTaskClient client, CancellationToken hostStopping)
    {
        if (await FinalJobAsync(client, callback.JobId, hostStopping) is not { } job) return new CallbackAnswer(null, "the job has been purged", IsFinal: true);
        var body = JsonSerializer.SerializeToUtf8Bytes(job, JobJson.Default.Job);
        var answer = await sender.SendAsync(callback.Url, CallbackOrchestrator.IdOf(callback.JobId), body, hostStopping);
        if (answer.IsDelivered) LogDelivered(log, callback.JobId, answer.StatusCode);
        else LogNotDelivered(log, callback.JobId, answer.Error);
        return answer;
    }

    /// <summary>
    /// The job as it is once it has ended, so that whoever is called and asks for it finds the same; its own callback is
    /// pending in it, in every attempt.
    /// </summary>
    private async Task<Job?> FinalJobAsync(DurableTaskClient client, string jobId, CancellationToken hostStopping)
    {
        var instance = await client.GetInstanceAsync(jobId, getInputsAndOutputs: true, hostStopping);
        if (instance is { IsCompleted: false })
        {
            using var limit = new CancellationTokenSource(s_jobEndLimit, clock);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, hostStopping);
            instance = await client.WaitForInstanceCompletionAsync(jobId, getInputsAndOutputs: true, linked.Token);
        }
        return JobViews.Of(instance, clock.GetUtcNow());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The callback of job {JobId} was delivered: HTTP {StatusCode}")]
    private static partial void LogDelivered(ILogger log, string jobId, int? statusCode);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The callback of job {JobId} was not delivered: {Reason}")]
    private static partial void LogNotDelivered(ILogger log, string jobId, string? reason);
}
