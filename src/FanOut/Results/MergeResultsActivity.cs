using System.Runtime.CompilerServices;
using FanOut.Orchestration;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Results;

/// <summary>
/// Puts records of a job with a cap per host at the end of results.ndjson: its lanes go on at their own pace, so the parts
/// of several are merged by index.
/// </summary>
public sealed class MergeResultsActivity(LanePartStore parts, ResultsAppender results)
{
    [Function(ActivityNames.MergeResults)]
    public async Task<long> RunAsync([ActivityTrigger] MergeInput merge, CancellationToken cancellationToken)
    {
        var all = await parts.ListAsync(merge.JobId, cancellationToken);
        // Only what an earlier merge has written for certain: this one may have to be done again.
        await parts.DeleteAsync(merge.JobId, all.Where(part => part.Last < merge.From), cancellationToken);
        var needed = all.Where(part => part.Last >= merge.From && part.First < merge.To).OrderBy(part => part.First).ToList();
        return await results.AppendAsync(merge.JobId, merge.Position, () => MergeAsync(merge, needed, cancellationToken), cancellationToken);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> MergeAsync(
        MergeInput merge, List<LanePart> needed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new PriorityQueue<RecordCursor, int>();
        var opened = 0;
        for (var index = merge.From; index < merge.To; index++)
        {
            // Of each lane one part is open at a time, and no more than a batch of each is in memory.
            for (; opened < needed.Count && needed[opened].First <= index; opened++)
            {
                var cursor = new RecordCursor(await parts.ReadAsync(merge.JobId, needed[opened], cancellationToken));
                if (cursor.MoveTo(merge.From)) open.Enqueue(cursor, cursor.Index);
            }
            if (!open.TryDequeue(out var next, out var found) || found != index)
                throw new InvalidDataException($"The record of URL {index} of job {merge.JobId} is in no part.");
            yield return next.Record;
            if (next.MoveNext()) open.Enqueue(next, next.Index);
        }
    }
}
