using FanOut.Orchestration;
using FanOut.Results;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FanOut.Jobs;

/// <summary>Purges jobs that ended longer ago than the app is to keep them, oldest of the list included.</summary>
public sealed class PurgeExpiredActivity(JobBlobs blobs, JobPurge purge, IOptions<JobSettings> settings, TimeProvider clock)
{
    /// <summary>An activity has to end within minutes.</summary>
    private const int MaxPurges = 200;

    [Function(ActivityNames.PurgeExpired)]
    public async Task<RetentionRound> RunAsync([ActivityTrigger] string? none, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (settings.Value.RetentionDays is not { } days) return new RetentionRound(IsOn: false, HasMore: false);
        var expired = clock.GetUtcNow() - TimeSpan.FromDays(days);
        var purged = 0;
        // Ids tell when a job began, so nothing younger is looked at; one that began then may have ended since.
        await foreach (var id in blobs.ListJobIdsAsync(JobId.Before(expired), cancellationToken))
        {
            if (purged == MaxPurges) return new RetentionRound(IsOn: true, HasMore: true);
            var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
            var job = JobViews.Of(instance, clock.GetUtcNow());
            if (instance is not null && !(instance.IsCompleted && job?.FinishedAt < expired)) continue;
            await purge.PurgeAsync(client, id, instance?.ReadInputAs<JobInput>()?.KeyHash, cancellationToken);
            purged++;
        }
        return new RetentionRound(IsOn: true, HasMore: false);
    }
}
