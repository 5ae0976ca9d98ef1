using FanOut.Fetching;
using FanOut.Jobs;
using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <content>What a job makes of the tasks that have answered.</content>
internal sealed partial class JobRun
{
    private async Task TakeAnswersAsync()
    {
        if (_wake.IsCompleted) TakeWakeUp(await _wake);
        if (_input is { IsCompleted: true })
        {
            await _input;
            _input = null;
        }
        if (_control is { IsCompleted: true })
        {
            Heed(await _control);
            _control = null;
        }
        for (var i = _lanes.Count - 1; i >= 0; i--)
        {
            if (!_lanes[i].Result.IsCompleted) continue;
            var lane = _lanes[i];
            _lanes.RemoveAt(i);
            await TakeAsync(lane);
        }
        if (_commit is { IsCompleted: true })
        {
            _progress.ResultsLength = await _commit;
            _progress.CommittedIndex = _commitTo;
            _commit = null;
            _done = _committing;
        }
        if (_commitWait is { IsCompleted: true }) _commitWait = null;
        if (_stopFetches is { IsCompleted: true })
        {
            await _stopFetches;
            _stopFetches = null;
        }
        if (_deadline is { IsCompleted: true })
        {
            _deadline = null;
            StopRunning(StopReason.Deadline, null);
        }
        if (ToleratedFailures.TryParse(_job.Options.ToleratedFailures ?? "", out var tolerated) && tolerated.IsExceededBy(_progress.NotOk, _job.Total))
        {
            StopRunning(StopReason.TooManyFailures, $"{_progress.NotOk} records are not ok, which is more than the tolerated {_job.Options.ToleratedFailures}");
        }
    }

    private void TakeWakeUp(WakeUp wake)
    {
        _wake = _context.WaitForExternalEvent<WakeUp>(WakeUp.EventName);
        _progress.Work = _progress.Work.WithEvents(1);
        if (wake.BatchFirst is null)
        {
            ReadControl();
        }
        else if (_lanes.Find(lane => lane.Slice.First == wake.BatchFirst) is { } told)
        {
            told.Slots = wake.InFlight;
        }
    }

    private void Heed(JobControl asked)
    {
        if (asked.Cancelled) Stop(StopReason.Cancelled, null);
        _progress.ControlVersion = asked.Version;
        _progress.Paused = asked.Paused;
        _progress.MaxConcurrency = asked.MaxConcurrency ?? _job.Options.MaxConcurrency;
        _changed = true;
    }

    private void ReadControl()
    {
        // One that is under way may have read before the change, so its answer is left alone and another is asked for.
        _control = _context.CallActivityAsync<JobControl>(ActivityNames.ReadControl, JobId, RetryPolicies.Storage);
        _progress.Work = _progress.Work.WithActivities(1);
    }

    private async Task TakeAsync(Lane lane)
    {
        try
        {
            Take(lane, await lane.Result);
        }
        catch (TaskFailedException e) when (!lane.IsLastResort)
        {
            // Its records are missing, and every URL has one in the end: what became of these fetches is not known.
            StopRunning(StopReason.Platform, ErrorLine.Clean($"The batch of {lane.Slice.Count} URLs from {lane.Slice.First} on failed: {e.FailureDetails.ErrorMessage}"));
            _batches++;
            _lanes.Add(NotRunLane(lane.Slice, Outcome.Cancelled, isLastResort: true));
        }
    }

    /// <summary>Stops the job for a reason of its own; fetches that run learn it from the control blob.</summary>
    private void StopRunning(StopReason reason, string? error)
    {
        if (!Stop(reason, error)) return;
        _stopFetches = _context.CallActivityAsync(ActivityNames.StopFetches, JobId, RetryPolicies.Storage);
        _progress.Work = _progress.Work.WithActivities(1);
    }

    private bool Stop(StopReason reason, string? error)
    {
        if (_progress.Stop != StopReason.None) return false;
        _changed = true;
        _progress.Stop = reason;
        _progress.Error = error;
        return true;
    }
}
