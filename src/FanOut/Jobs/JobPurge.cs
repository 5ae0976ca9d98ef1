using FanOut.Results;
using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace FanOut.Jobs;

/// <summary>
/// Removes a job for good. The order makes each step repeatable: with its instance the job is gone for every caller, and
/// what a purge that was cut short has left behind is found by its blobs when it is asked for again.
/// </summary>
public sealed class JobPurge(JobBlobs blobs, IdempotencyKeys keys)
{
    private const int PurgesAtOnce = 8;

    /// <summary>With none left of what it waits for, an instance ends within a turn.</summary>
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(30);

    /// <param name="client">The engine's.</param>
    /// <param name="id">Of a job that has finished or is not there any more.</param>
    /// <param name="keyHash">Of its idempotency key, if it has one.</param>
    /// <returns>False when there was nothing left to remove.</returns>
    public async Task<bool> PurgeAsync(DurableTaskClient client, string id, string? keyHash, CancellationToken cancellationToken)
    {
        if (keyHash is not null) await keys.ReleaseAsync(keyHash);
        var removed = (await client.PurgeInstanceAsync(id, cancellationToken)).PurgedInstanceCount > 0;
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = PurgesAtOnce, CancellationToken = cancellationToken };
        var children = client.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = $"{id}-" });
        await Parallel.ForEachAsync(children, atOnce, async (child, token) =>
        {
            if (!child.IsCompleted) await StopAsync(client, child.InstanceId, token);
            await client.PurgeInstanceAsync(child.InstanceId, token);
        });
        // One that was terminated did not do it itself.
        await blobs.InFlight(id).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        removed |= await blobs.DeleteAllAsync(id, cancellationToken);
        return removed;
    }

    /// <summary>A callback may have attempts before it when its job has long ended; only what has ended can be purged.</summary>
    private static async Task StopAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            await client.TerminateInstanceAsync(instanceId, cancellationToken);
            await client.WaitForInstanceCompletionAsync(instanceId, cancellationToken).WaitAsync(s_stopLimit, cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition or StatusCode.Unknown)
        {
            // It has ended by itself meanwhile.
        }
    }
}
