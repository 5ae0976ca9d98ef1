using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <content>What is different in a job with a cap per host.</content>
internal sealed partial class JobRun
{
    /// <summary>Bounds how long one merge takes.</summary>
    private const int MaxMergedAtOnce = 5_000;

    private async Task PlanHostsAsync()
    {
        if (_input is not null) await _input;
        _input = null;
        var plan = new PlanInput(JobId, HostPlan.Lanes(_progress.MaxConcurrency, _job.Options.BatchSize));
        _progress.Lanes = await _context.CallActivityAsync<List<HostLane>>(ActivityNames.PlanHosts, plan, RetryPolicies.Storage);
        _progress.Work = _progress.Work.WithActivities(1);
    }

    /// <summary>Of the lanes that run no batch, the one with most to do: the longest lane is how long the job takes at least.</summary>
    private bool TryStartHostBatch(List<HostLane> lanes)
    {
        var next = -1;
        for (var i = 0; i < lanes.Count; i++)
        {
            if (lanes[i].Taken < lanes[i].Count && !IsRunning(i) && (next < 0 || Left(lanes[i]) > Left(lanes[next]))) next = i;
        }
        if (next < 0) return false;
        var batchSize = HostPlan.BatchSize(_progress.MaxConcurrency, _job.Options.BatchSize, lanes.Count);
        var size = BatchPlan.NextSize(Left(lanes[next]), PacedBatchSize(batchSize), _progress.MaxConcurrency, SlotsInUse, SlotsInSwing);
        if (size > 0) StartBatch(NextOfLane(next, size));
        return size > 0;
    }

    /// <summary>Named by how many URLs were in batches before: a number that no other batch of the job has.</summary>
    private Slice NextOfLane(int number, int atMost)
    {
        var lane = _progress.Lanes![number];
        return new Slice(JobId, _progress.NextIndex, Math.Min(atMost, Left(lane)), lane.Offset, Length: 0, Skip: 0, number);
    }

    /// <summary>Merges as far as every record is stored: up to the first that any lane still owes.</summary>
    private void StartMerge(List<HostLane> lanes)
    {
        var to = _job.Total;
        for (var i = 0; i < lanes.Count; i++)
        {
            if (lanes[i].Taken < lanes[i].Count || IsRunning(i)) to = Math.Min(to, lanes[i].From);
        }
        to = Math.Min(to, _progress.CommittedIndex + MaxMergedAtOnce);
        // A few records at a time are not worth an append, as long as more are to come.
        var least = _lanes.Count > 0 ? _job.Options.BatchSize : 1;
        if (to - _progress.CommittedIndex < least) return;
        _commitTo = to;
        _commit = _context.CallActivityAsync<long>(
            ActivityNames.MergeResults, new MergeInput(JobId, _progress.ResultsLength, _progress.CommittedIndex, to), RetryPolicies.Storage);
        _progress.Work = _progress.Work.WithActivities(1);
    }

    private bool IsRunning(int lane) => _lanes.Exists(running => running.Slice.Lane == lane);

    private static int Left(HostLane lane) => lane.Count - lane.Taken;
}
