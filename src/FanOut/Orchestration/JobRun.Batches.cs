using FanOut.Fetching;
using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <content>The batches of a job, and those URLs that are in none.</content>
internal sealed partial class JobRun
{
    /// <summary>URLs whose records one activity writes when they are not run.</summary>
    private const int NotRunAtOnce = 5_000;

    /// <summary>For so long a job is new: what is asked of it meanwhile reaches its fetches as soon as if each batch looked for it.</summary>
    private static readonly TimeSpan s_new = TimeSpan.FromSeconds(5);

    private int SlotsInUse => _lanes.Sum(lane => lane.Slots);

    private int SlotsInSwing => _lanes.Where(lane => !lane.IsAtItsLast).Sum(lane => lane.Slots);

    private bool IsNew => _context.CurrentUtcDateTime - _job.CreatedAt.UtcDateTime < s_new;

    /// <summary>Whether nothing has to be put in order: the records of this slice are the job's results.</summary>
    private bool IsWholeJob(Slice slice) => slice.Lane is null && slice.Count == _job.Total;

    /// <summary>False when no batch can start now.</summary>
    private bool TryStartBatch()
    {
        if (IsAheadOfPace()) return false;
        if (_progress.Lanes is { } lanes) return TryStartHostBatch(lanes);
        var first = _progress.NextIndex;
        var size = BatchPlan.NextSize(_job.Total - first, PacedBatchSize(_job.Options.BatchSize), _progress.MaxConcurrency, SlotsInUse, SlotsInSwing);
        if (size == 0) return false;
        var slice = Slice.Of(JobId, _job.Lines, first, size);
        // Only a batch of all URLs, which nobody can have stopped yet, need not read any.
        var isTold = _job.Urls is not null && IsNew && IsWholeJob(slice);
        if (_input is not null && !isTold) return false;
        StartBatch(slice, isTold ? _job.Urls : null);
        return true;
    }

    private void StartInput(IReadOnlyList<string> urls)
    {
        _input = _context.CallActivityAsync(ActivityNames.WriteInput, new ShortList(JobId, urls), RetryPolicies.Storage);
        _progress.Work = _progress.Work.WithActivities(1);
    }

    private void StartBatch(Slice slice, IReadOnlyList<string>? urls = null)
    {
        var input = new BatchInput
        {
            Slice = slice with { IsOfNewJob = IsNew },
            Urls = urls,
            Options = FetchOptions.From(_job.Options with { BatchSize = Math.Max(_job.Options.BatchSize, slice.Count) }),
            MaxPerHost = _job.Options.MaxPerHost,
            Pace = NextPace(slice.Count),
            IsWholeJob = IsWholeJob(slice),
            Deadline = DeadlineAt,
        };
        // A name of its own, so that one which was started twice is known as one.
        var options = new SubOrchestrationOptions(instanceId: $"{JobId}-{slice.First:D8}");
        Add(new Lane(slice, _context.CallSubOrchestratorAsync<BatchResult>(BatchOrchestrator.Name, input, options)));
        _progress.Work = _progress.Work.WithEvents(2);
    }

    /// <summary>Once a job has been stopped, what is left is recorded and not fetched, a good deal at a time.</summary>
    private bool TryStartNotRun()
    {
        if (_lanes.Count > 0 || _input is not null) return false;
        var slice = _progress.Lanes is { } lanes
            ? NextOfLane(lanes.FindIndex(lane => lane.Taken < lane.Count), NotRunAtOnce)
            : Slice.Of(JobId, _job.Lines, _progress.NextIndex, Math.Min(NotRunAtOnce, _job.Total - _progress.NextIndex));
        Add(NotRunLane(slice, Outcome.NotRun));
        return true;
    }

    private Lane NotRunLane(Slice slice, Outcome outcome, bool isLastResort = false)
    {
        _progress.Work = _progress.Work.WithActivities(1);
        var written = _context.CallActivityAsync<BatchResult>(ActivityNames.WriteNotRun, new NotRunInput(slice, outcome, IsWholeJob(slice)), RetryPolicies.Storage);
        return new Lane(slice, written) { IsLastResort = isLastResort };
    }

    private void Add(Lane lane)
    {
        lane.Number = _batches;
        _lanes.Add(lane);
        _progress.NextIndex += lane.Slice.Count;
        // What there is by now need not wait: the last commit, for which the job does, has the less to write and to remove.
        if (_progress.NextIndex == _job.Total) _nextCommitAt = default;
        if (lane.Slice.Lane is { } number) _progress.Lanes![number] = _progress.Lanes[number] with { Taken = _progress.Lanes[number].Taken + lane.Slice.Count };
        _batches++;
    }

    private void Take(Lane lane, BatchResult result)
    {
        _changed = true;
        if (lane.Slice.Lane is { } number) _progress.Lanes![number] = _progress.Lanes[number] with { Offset = result.NextOffset, From = result.LastIndex + 1 };
        else if (result.IsCommitted) (_progress.CommittedIndex, _progress.ResultsLength) = (result.Part.Count, result.Part.Length);
        else _order.Add(result.Part);
        foreach (var (outcome, count) in result.Outcomes)
        {
            _progress.Outcomes[outcome] = _progress.Outcomes.GetValueOrDefault(outcome) + count;
        }
        _progress.Bytes += result.Bytes;
        _progress.Work += result.Work;
        if (_progress.Stop == StopReason.None && (result.Stopped || result.ControlVersion > _progress.ControlVersion)) ReadControl();
    }
}
