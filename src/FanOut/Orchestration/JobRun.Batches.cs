using FanOut.Fetching;
using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <content>The batches of a job, and those URLs that are in none.</content>
internal sealed partial class JobRun
{
    /// <summary>URLs whose records one activity writes when they are not run.</summary>
    private const int NotRunAtOnce = 5_000;

    private void StartBatch(int count)
    {
        var first = _progress.NextIndex;
        var input = new BatchInput
        {
            Slice = Slice.Of(JobId, _job.Lines, first, count),
            Options = FetchOptions.From(_job.Options),
            Deadline = DeadlineAt,
        };
        // A name of its own, so that one which was started twice is known as one.
        var options = new SubOrchestrationOptions(instanceId: $"{JobId}-{first:D8}");
        Add(new Lane(first, count, _context.CallSubOrchestratorAsync<BatchResult>(BatchOrchestrator.Name, input, options)));
        _progress.Work = _progress.Work.WithEvents(2);
    }

    /// <summary>Once a job has been stopped, what is left is recorded and not fetched, a good deal at a time.</summary>
    private bool TryStartNotRun()
    {
        if (_lanes.Count > 0) return false;
        var count = Math.Min(NotRunAtOnce, _job.Total - _progress.NextIndex);
        Add(NotRunLane(_progress.NextIndex, count, Outcome.NotRun));
        return true;
    }

    private Lane NotRunLane(int first, int count, Outcome outcome)
    {
        var input = new NotRunInput(Slice.Of(JobId, _job.Lines, first, count), outcome);
        _progress.Work = _progress.Work.WithActivities(1);
        return new Lane(first, count, _context.CallActivityAsync<BatchResult>(ActivityNames.WriteNotRun, input, RetryPolicies.Storage));
    }

    private void Add(Lane lane)
    {
        _lanes.Add(lane);
        _progress.NextIndex = Math.Max(_progress.NextIndex, lane.First + lane.Count);
        _batches++;
    }

    private void Take(BatchResult result)
    {
        _changed = true;
        _order.Add(result.Part);
        foreach (var (outcome, count) in result.Outcomes)
        {
            _progress.Outcomes[outcome] = _progress.Outcomes.GetValueOrDefault(outcome) + count;
        }
        _progress.Bytes += result.Bytes;
        _progress.Work += result.Work;
        if (_progress.Stop == StopReason.None && (result.Stopped || result.ControlVersion > _progress.ControlVersion)) ReadControl();
    }
}
