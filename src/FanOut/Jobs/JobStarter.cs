using DurableTask.Core.Exceptions;
using FanOut.Orchestration;
using FanOut.Results;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FanOut.Jobs;

/// <summary>Starts jobs whose lists are in storage, each once whatever is repeated or cut short.</summary>
public sealed class JobStarter(JobBlobs blobs, IdempotencyKeys keys, JobsInFlight inFlight, NewJobs newJobs, TimeProvider clock, ILogger<JobStarter> log)
{
    /// <summary>Longer than any hiccup of storage, shorter than what callers and load balancers wait for.</summary>
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);

    /// <summary>How long another request that holds the key may take from taking it to the start of its job.</summary>
    private static readonly TimeSpan s_othersLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Jobs in flight at most.</summary>
    public int Limit => inFlight.Limit;

    /// <summary>
    /// Whether there is room for a job, or none is needed, since its key stands for one that is there. Asked before its list
    /// is read; whoever asked leaves when it is done.
    /// </summary>
    public async Task<bool> MayStartAsync(DurableTaskClient client, string id, string? keyHash, CancellationToken cancellationToken) =>
        await inFlight.TryEnterAsync(client, id, cancellationToken) || (keyHash is not null && await keys.IsHeldAsync(keyHash, cancellationToken));

    /// <summary>Ends what <see cref="MayStartAsync"/> began.</summary>
    public void Leave(string id) => inFlight.Leave(id);

    /// <summary>Starts a job, or finds the one that its idempotency key stands for.</summary>
    /// <returns>The id of the job; null when the key stands for another request.</returns>
    public async Task<string?> StartAsync(DurableTaskClient client, string id, JobInput job, string bodySha256)
    {
        if (job.KeyHash is not { } keyHash)
        {
            await ScheduleAsync(client, id, job);
            return id;
        }
        var holder = await keys.TakeAsync(keyHash, new KeyedJob(id, bodySha256, job), CancellationToken.None);
        if (string.Equals(holder.Id, id, StringComparison.Ordinal))
        {
            await ScheduleAsync(client, id, job);
            return id;
        }
        if (job.Urls is null) await blobs.Input(id).DeleteIfExistsAsync();
        return await JoinAsync(client, holder, bodySha256);
    }

    /// <summary>The job that an idempotency key stands for; null when it is free.</summary>
    public Task<KeyedJob?> FindAsync(string keyHash, CancellationToken cancellationToken) => keys.FindAsync(keyHash, cancellationToken);

    /// <summary>Finds the job of a request that came before; sees to it that it is started.</summary>
    /// <returns>The id of the job; null when it is that of another request.</returns>
    public async Task<string?> JoinAsync(DurableTaskClient client, KeyedJob holder, string bodySha256)
    {
        if (!string.Equals(holder.BodySha256, bodySha256, StringComparison.Ordinal)) return null;
        if (!await IsStartedByOtherAsync(client, holder.Id)) await ScheduleAsync(client, holder.Id, holder.Input);
        return holder.Id;
    }

    /// <summary>False when whoever took the key did not come to start the job.</summary>
    private async Task<bool> IsStartedByOtherAsync(DurableTaskClient client, string id)
    {
        for (var waited = TimeSpan.Zero; ; waited += s_lookEvery)
        {
            if (await client.GetInstanceAsync(id) is not null) return true;
            if (waited >= s_othersLimit) return false;
            await Task.Delay(s_lookEvery, clock);
        }
    }

    private async Task ScheduleAsync(DurableTaskClient client, string id, JobInput job)
    {
        if (job.Urls is not null) newJobs.Add(id);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(JobOrchestrator.Name, job, new StartOrchestrationOptions(InstanceId: id)).WaitAsync(s_startLimit, clock);
            JobLog.Accepted(log, id, job.Total);
            // Its caller need not wait for that.
            _ = inFlight.MarkAsync(id);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Someone else found it not started, and was faster.
        }
    }
}
