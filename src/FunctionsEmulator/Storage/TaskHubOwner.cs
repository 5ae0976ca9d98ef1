using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsEmulator.Durable.Journal;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Storage;

/// <summary>
/// Makes this process the one owner of a task hub, by a leased blob that tells who it is. A dead owner on this machine is
/// replaced at once; a living one is named to the newcomer, who is refused.
/// </summary>
internal sealed partial class TaskHubOwner : IAsyncDisposable
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_renewEvery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_pollOtherMachine = TimeSpan.FromSeconds(1);

    private readonly BlobClient _blob;
    private readonly BlobLeaseClient _lease;
    private readonly string _hubName;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<OwnershipLostException> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _renewals;
    private int _disposed;

    public TaskHubOwner(BlobContainerClient container, string hubName, TimeProvider clock, ILogger log)
    {
        _blob = container.GetBlobClient("owner.json");
        _lease = _blob.GetBlobLeaseClient(Guid.NewGuid().ToString());
        _hubName = hubName;
        _clock = clock;
        _log = log;
    }

    /// <summary>Ends, with the reason, when a renewal finds that another process has taken the task hub.</summary>
    public Task<OwnershipLostException> Lost => _lost.Task;

    /// <returns>This owner: its epoch is higher than any before it.</returns>
    /// <exception cref="OwnershipLostException">A living process owns the task hub; the message names it.</exception>
    public async Task<OwnerRecord> TakeAsync(CancellationToken cancellationToken)
    {
        await CreateBlobAsync(cancellationToken);
        var patience = _clock.GetUtcNow() + s_lease + s_pollOtherMachine;
        while (true)
        {
            if (await TryAcquireAsync(cancellationToken) && await TryWriteAsync(cancellationToken) is { } owner)
            {
                _renewals = RenewAsync(owner.Epoch);
                return owner;
            }

            var (holder, tag) = await ReadAsync(cancellationToken);
            if (holder is null || (holder.IsOnThisMachine && !holder.IsAlive()))
            {
                await BreakLeaseAsync(tag, cancellationToken);
            }
            else if (holder.IsOnThisMachine || _clock.GetUtcNow() > patience)
            {
                throw new OwnershipLostException(
                    $"Task hub '{_hubName}' is in use by process {holder.ProcessId} on {holder.Host} since {holder.Since:u}. Stop that process, or give this one a task hub of its own (setting TASKHUB_NAME).");
            }
            else
            {
                await Task.Delay(s_pollOtherMachine, _clock, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The engine and the host's services both own the journal, and with it this.
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _stopping.CancelAsync();
        if (_renewals is not null) await ReleaseAsync(_renewals);
        _stopping.Dispose();
    }

    private async Task ReleaseAsync(Task renewals)
    {
        await renewals;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), _clock);
            await _lease.ReleaseAsync(cancellationToken: limit.Token);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            LogNotReleased(_log, e.Message);
        }
    }

    private async Task CreateBlobAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _blob.UploadAsync(BinaryData.FromString("null"), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.Status is 409 or 412)
        {
            // Another start made it first.
        }
    }

    private async Task<bool> TryAcquireAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _lease.AcquireAsync(s_lease, cancellationToken: cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Breaks the lease of an owner that is gone, unless another start has taken its place in between.</summary>
    private async Task BreakLeaseAsync(ETag record, CancellationToken cancellationToken)
    {
        try
        {
            await _blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, new RequestConditions { IfMatch = record }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // It has run out by itself, or has a new owner: to be seen at the next look.
        }
    }

    private async Task<(OwnerRecord? Record, ETag Tag)> ReadAsync(CancellationToken cancellationToken)
    {
        var blob = (await _blob.DownloadContentAsync(cancellationToken)).Value;
        return (JsonSerializer.Deserialize<OwnerRecord?>(blob.Content), blob.Details.ETag);
    }

    /// <summary>Writes a higher epoch; null when another start has broken the lease, taking the last owner for this one.</summary>
    private async Task<OwnerRecord?> TryWriteAsync(CancellationToken cancellationToken)
    {
        var record = OwnerRecord.After((await ReadAsync(cancellationToken)).Record, _clock.GetUtcNow());
        var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { LeaseId = _lease.LeaseId } };
        try
        {
            await _blob.UploadAsync(BinaryData.FromObjectAsJson(record), options, cancellationToken);
            return record;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return null;
        }
    }

    /// <summary>
    /// Keeps others from taking the hub. A renewal that fails is only logged, unless another owner is there: what keeps two
    /// apart in the end is the position of each append, but one that has nothing to append should stop as well.
    /// </summary>
    private async Task RenewAsync(long epoch)
    {
        using var timer = new PeriodicTimer(s_renewEvery, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                try
                {
                    await RenewOnceAsync(epoch);
                }
                catch (OwnershipLostException e)
                {
                    _lost.TrySetResult(e);
                    return;
                }
                catch (Exception e) when (!_stopping.IsCancellationRequested && e is RequestFailedException or AggregateException or OperationCanceledException)
                {
                    LogNotRenewed(_log, _hubName, e.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task RenewOnceAsync(long epoch)
    {
        try
        {
            await _lease.RenewAsync(cancellationToken: _stopping.Token);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            var holder = (await ReadAsync(_stopping.Token)).Record;
            if (holder is null || holder.Epoch == epoch) await _lease.AcquireAsync(s_lease, cancellationToken: _stopping.Token);
            else throw new OwnershipLostException($"Task hub '{_hubName}' has been taken by process {holder.ProcessId} on {holder.Host} at {holder.Since:u}.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of task hub '{HubName}' was not renewed: {Reason}")]
    private static partial void LogNotRenewed(ILogger log, string hubName, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The lease of the task hub was not released, the next start will see that its owner is gone: {Reason}")]
    private static partial void LogNotReleased(ILogger log, string reason);
}
