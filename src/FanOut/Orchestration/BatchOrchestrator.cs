using FanOut.Fetching;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <summary>One batch of a job: a fetch for each of its URLs at once, then their records to storage.</summary>
public static class BatchOrchestrator
{
    public const string Name = nameof(BatchOrchestrator);

    /// <summary>Between the end of the last fetch's time and the moment when nobody waits for it any more.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(15);

    /// <summary>The least time that fetches may wait for their turn before they are not run any more.</summary>
    private static readonly TimeSpan s_leastQueueing = TimeSpan.FromMinutes(5);

    [Function(Name)]
    public static async Task<BatchResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var batch = context.GetInput<BatchInput>()!;
        var slice = batch.Slice;
        var (read, reads) = batch.Urls is { } urls ? (new SliceUrls(urls, Stopped: false), 0) : await ReadUrlsAsync(context, slice);
        // A timer keeps no activity busy with waiting for the first.
        if (batch.Pace?.Start > context.CurrentUtcDateTime) await context.CreateTimer(batch.Pace.Start, CancellationToken.None);
        var notAfter = NotAfter(context.CurrentUtcDateTime, batch, slice.Count);

        var fetches = new Fetches(context, slice, read, batch, notAfter);
        if (!read.Stopped) await fetches.RunAsync(GiveUpAt(context.CurrentUtcDateTime, notAfter, batch.Options.TimeoutSeconds));

        var result = await context.CallActivityAsync<BatchResult>(
            ActivityNames.WriteBatch, new BatchRecords(slice.JobId, fetches.Records(), OnLane: slice.Lane is not null, batch.IsWholeJob), RetryPolicies.Storage);
        return result with
        {
            Stopped = read.Stopped,
            ControlVersion = read.ControlVersion,
            NextOffset = read.NextOffset,
            Work = WorkCount.Orchestration.WithActivities(reads + (read.Stopped ? 0 : slice.Count) + 1).WithEvents(2),
        };
    }

    /// <summary>
    /// Queueing is not slowness: a fetch may begin late, and its time starts only then. Even one after the other all of a
    /// batch fit into this.
    /// </summary>
    private static DateTime NotAfter(DateTime now, BatchInput batch, int count)
    {
        var queueing = TimeSpan.FromSeconds(batch.Options.TimeoutSeconds * count);
        var latest = now + (queueing > s_leastQueueing ? queueing : s_leastQueueing) + TimeSpan.FromSeconds(batch.Pace?.IntervalSeconds * count ?? 0);
        return batch.Deadline < latest ? batch.Deadline.Value : latest;
    }

    /// <summary>A deadline that passed long ago leaves fetches the time to answer that they were not run.</summary>
    private static DateTime GiveUpAt(DateTime now, DateTime notAfter, double timeoutSeconds) =>
        (notAfter > now ? notAfter : now) + TimeSpan.FromSeconds(timeoutSeconds) + s_grace;

    private static async Task<(SliceUrls Read, int Reads)> ReadUrlsAsync(TaskOrchestrationContext context, Slice slice)
    {
        var urls = new List<string>(slice.Count);
        List<int> sources = [], indexes = [];
        var rest = slice;
        for (var reads = 1; ; reads++)
        {
            var read = await context.CallActivityAsync<SliceUrls>(ActivityNames.ReadSlice, rest, RetryPolicies.Storage);
            urls.AddRange(read.Urls);
            sources.AddRange(read.Sources ?? []);
            indexes.AddRange(read.Indexes ?? []);
            if (urls.Count == slice.Count) return (read with { Urls = urls, Sources = sources.Count == 0 ? null : sources, Indexes = indexes.Count == 0 ? null : indexes }, reads);
            rest = rest.After(read.Urls.Count, read.NextOffset);
        }
    }
}
