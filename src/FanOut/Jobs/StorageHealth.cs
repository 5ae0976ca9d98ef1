using Azure;
using FanOut.Results;

namespace FanOut.Jobs;

/// <summary>
/// Whether storage answers. It is asked once for all who want to know, and ahead of time while they keep asking, so that
/// nobody waits in the queue of a busy account; what went wrong is never remembered.
/// </summary>
public sealed class StorageHealth(JobBlobs blobs, TimeProvider clock)
{
    /// <summary>For one look at storage.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    /// <summary>How long a good answer stands.</summary>
    private static readonly TimeSpan s_goodFor = TimeSpan.FromSeconds(1);

    /// <summary>The age from which the next look is under way behind those who ask.</summary>
    private static readonly TimeSpan s_renewFrom = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private DateTimeOffset _goodAt = DateTimeOffset.MinValue;
    private Task<bool>? _look;

    public Task<bool> IsReachableAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var age = clock.GetUtcNow() - _goodAt;
            if (age >= s_renewFrom && _look is not { IsCompleted: false }) _look = LookAsync();
            return age < s_goodFor ? Task.FromResult(true) : _look!.WaitAsync(cancellationToken);
        }
    }

    private async Task<bool> LookAsync()
    {
        using var limit = new CancellationTokenSource(s_limit, clock);
        try
        {
            await blobs.Container.ExistsAsync(limit.Token);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            lock (_gate) _goodAt = DateTimeOffset.MinValue;
            return false;
        }
        lock (_gate) _goodAt = clock.GetUtcNow();
        return true;
    }
}
