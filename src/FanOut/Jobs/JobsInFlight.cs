using System.Diagnostics.CodeAnalysis;
using FanOut.Fetching;
using FanOut.Results;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FanOut.Jobs;

/// <summary>
/// How many jobs of this container have not ended, so that there is an end to what callers can pile up. Each has a mark in
/// storage, an empty blob, from right after its start until its manifest is written: hosts need not know each other, and none
/// holds a count that a crash would leave wrong. It is not exact: another host's newest jobs are seen after a second.
/// </summary>
public sealed partial class JobsInFlight(JobBlobs blobs, IOptions<JobSettings> settings, TimeProvider clock, ILogger<JobsInFlight> log)
{
    /// <summary>How old what this process knows of the marks may be: a burst of requests lists them once.</summary>
    private static readonly TimeSpan s_listingLife = TimeSpan.FromSeconds(1);

    /// <summary>How often, at the limit, marks are held against their jobs: one that was terminated leaves its mark.</summary>
    private static readonly TimeSpan s_sweepEvery = TimeSpan.FromSeconds(30);

    private const int MaxSweptAtOnce = 1_000, LookupsAtOnce = 8;

    /// <summary>Stands for the time of a mark that is being written.</summary>
    private const long BeingMarked = long.MaxValue;

    private readonly Lock _gate = new();

    /// <summary>Of this process: jobs let in, and when they were marked; none once a listing must have seen them.</summary>
    private readonly Dictionary<string, long?> _own = new(StringComparer.Ordinal);

    private (long BegunAt, Task<HashSet<string>> Marks)? _listing;
    private long? _sweptAt;

    public int Limit => settings.Value.MaxJobsInFlight;

    /// <summary>Lets a job in that is about to be started; then it is marked, or leaves. False when there are too many.</summary>
    public async Task<bool> TryEnterAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        if (TryEnter(id, await ListAsync(cancellationToken))) return true;
        if (!MaySweep() || !await SweepAsync(client, cancellationToken)) return false;
        lock (_gate) _listing = null;
        return TryEnter(id, await ListAsync(cancellationToken));
    }

    /// <summary>Marks a job, which has been started, as one that has not ended. Where that fails it is not counted; it runs all the same.</summary>
    public async Task MarkAsync(string id)
    {
        lock (_gate) _own[id] = BeingMarked;
        try
        {
            await blobs.InFlight(id).UploadAsync(Stream.Null);
        }
        catch (Exception e)
        {
            LogNotMarked(log, id, ErrorLine.Clean(e.Message));
            lock (_gate) _own.Remove(id);
            return;
        }
        lock (_gate) _own[id] = clock.GetTimestamp();
    }

    /// <summary>Ends the entry of a job that was not marked, since it was not started.</summary>
    public void Leave(string id)
    {
        lock (_gate)
        {
            if (_own.TryGetValue(id, out var markedAt) && markedAt is null) _own.Remove(id);
        }
    }

    private bool TryEnter(string id, HashSet<string> marks)
    {
        lock (_gate)
        {
            if (marks.Count + _own.Keys.Count(own => !marks.Contains(own)) >= Limit) return false;
            _own.TryAdd(id, null);
            return true;
        }
    }

    /// <summary>The ids of marked jobs, as of a moment ago. All who ask meanwhile wait for the same listing.</summary>
    private async Task<HashSet<string>> ListAsync(CancellationToken cancellationToken)
    {
        Task<HashSet<string>> marks;
        lock (_gate)
        {
            if (_listing is not { } known || known.Marks.IsFaulted || clock.GetElapsedTime(known.BegunAt) >= s_listingLife)
            {
                var begunAt = clock.GetTimestamp();
                _listing = known = (begunAt, ReadAsync(begunAt));
            }
            marks = known.Marks;
        }
        if (marks.IsCompletedSuccessfully) return marks.Result;
        var found = await marks.WaitAsync(cancellationToken);
        // Else all of a burst would go on one after the other, on the thread that has read the listing.
        await Task.Yield();
        return found;
    }

    private async Task<HashSet<string>> ReadAsync(long begunAt)
    {
        var marks = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var id in blobs.ListInFlightAsync(CancellationToken.None)) marks.Add(id);
        lock (_gate)
        {
            foreach (var (id, markedAt) in _own)
            {
                if (markedAt < begunAt) _own.Remove(id);
            }
        }
        return marks;
    }

    private bool MaySweep()
    {
        lock (_gate)
        {
            if (_sweptAt is { } last && clock.GetElapsedTime(last) < s_sweepEvery) return false;
            _sweptAt = clock.GetTimestamp();
            return true;
        }
    }

    /// <summary>Removes marks of jobs that have ended without removing them. True when there were any.</summary>
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "It only sees to it that each mark has its turn.")]
    private async Task<bool> SweepAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var marks = (await ListAsync(cancellationToken)).ToArray();
        Random.Shared.Shuffle(marks);
        var any = false;
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = LookupsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(marks.Take(MaxSweptAtOnce), atOnce, async (mark, token) =>
        {
            var instance = await client.GetInstanceAsync(mark, getInputsAndOutputs: false, token);
            if (instance is { IsCompleted: false }) return;
            await blobs.InFlight(mark).DeleteIfExistsAsync(cancellationToken: token);
            lock (_gate) _own.Remove(mark);
            Volatile.Write(ref any, true);
        });
        return any;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} runs, but is not counted among those in flight: {Reason}")]
    private static partial void LogNotMarked(ILogger log, string jobId, string reason);
}
