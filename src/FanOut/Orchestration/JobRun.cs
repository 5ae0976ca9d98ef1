using FanOut.Jobs;
using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <summary>One generation of a job's orchestration: its loop and what it remembers.</summary>
internal sealed partial class JobRun : IDisposable
{
    /// <summary>Batches per generation: their history is replayed on Azure whenever one of them ends.</summary>
    private const int BatchesPerGeneration = 200;

    /// <summary>A generation ends when no batch runs, and so it would wait for a few slow fetches; but not for ever.</summary>
    private const int MaxBatchesPerGeneration = 3 * BatchesPerGeneration;

    /// <summary>A batch is overtaken once so many rounds of those that run beside it have started after it.</summary>
    private const int RoundsToOvertake = 3;

    /// <summary>Bounds what one commit reads and what its message carries.</summary>
    private const int MaxPartsPerCommit = 64;

    /// <summary>Parts that come faster wait for each other: an append has its cost, however little is in it.</summary>
    private static readonly TimeSpan s_betweenCommits = TimeSpan.FromMilliseconds(500);

    private readonly TaskOrchestrationContext _context;
    private readonly JobInput _job;
    private readonly JobProgress _progress;
    private readonly ResultOrder _order;
    private readonly List<Lane> _lanes = [];
    private readonly CancellationTokenSource _ended = new();
    private Task<WakeUp> _wake;
    private Task? _input;
    private Task? _deadline;
    private Task<JobControl>? _control;
    private Task<long>? _commit;
    private Task? _commitWait;
    private DateTime _nextCommitAt;
    private Task? _stopFetches;
    private int _commitTo;
    private IReadOnlyList<Part>? _committing, _done;
    private int _batches;
    private bool _changed = true;

    public JobRun(TaskOrchestrationContext context, JobInput job)
    {
        _context = context;
        _job = job;
        _progress = job.Progress ?? new JobProgress
        {
            StartedAt = Now(context),
            MaxConcurrency = job.Options.MaxConcurrency,
            Work = WorkCount.Orchestration,
        };
        _order = new ResultOrder(_progress.CommittedIndex);
        // Without progress these would be of another job, whose input this one's was made from.
        _done = job.Progress is null ? null : job.Done;
        _wake = context.WaitForExternalEvent<WakeUp>(WakeUp.EventName);
    }

    private string JobId => _context.InstanceId;

    /// <summary>Holds back what is left to start, and with it the end of this generation.</summary>
    private bool IsPaused => _progress is { Paused: true, Stop: StopReason.None } && _progress.NextIndex < _job.Total && !IsDraining;

    private bool IsDraining => _batches >= MaxBatchesPerGeneration || (_batches >= BatchesPerGeneration && !_lanes.Exists(IsOvertaken));

    /// <summary>Whether the job has made no blobs on its way but parts, and those of batches that ended well.</summary>
    private bool HasOnlyParts => _progress.Lanes is null && _job.Options.Capture == Capture.None && _progress.Stop != StopReason.Platform;

    private DateTime? DeadlineAt => _job.Options.DeadlineSeconds is { } seconds ? _job.CreatedAt.UtcDateTime.AddSeconds(seconds) : null;

    public async Task<JobProgress> RunAsync()
    {
        if (DeadlineAt is { } deadline) _deadline = _context.CreateTimer(deadline, _ended.Token);
        // A word from the caller may have come when no generation listened.
        if (_job.Progress is not null) ReadControl();
        if (_job.Urls is { } urls) StartInput(urls);
        if (_job.Options.MaxPerHost is not null && _progress.Lanes is null) await PlanHostsAsync();
        while (true)
        {
            Refill();
            StartCommit();
            if (_changed) ShowProgress();
            _changed = false;
            if (_lanes.Count == 0 && _input is null && _commit is null && _stopFetches is null && _control is null && !IsPaused) break;
            await Task.WhenAny(Pending());
            await TakeAnswersAsync();
        }
        _ended.Cancel();
        if (_progress.NextIndex < _job.Total)
        {
            _context.ContinueAsNew(_job with { Urls = null, Progress = _progress, Done = _done });
            return _progress;
        }
        return await FinishAsync();
    }

    public void Dispose() => _ended.Dispose();

    private static DateTimeOffset Now(TaskOrchestrationContext context) => new(context.CurrentUtcDateTime);

    private bool IsOvertaken(Lane lane) =>
        lane.IsAtItsLast && _batches - lane.Number > RoundsToOvertake * (1 + _lanes.Count(other => !other.IsAtItsLast));

    private IEnumerable<Task> Pending()
    {
        foreach (var lane in _lanes) yield return lane.Result;
        yield return _wake;
        if (_input is not null) yield return _input;
        if (_commit is not null) yield return _commit;
        if (_control is not null) yield return _control;
        if (_stopFetches is not null) yield return _stopFetches;
        if (_commitWait is not null) yield return _commitWait;
        if (_deadline is not null) yield return _deadline;
    }

    private void Refill()
    {
        while (!IsDraining && _progress.NextIndex < _job.Total)
        {
            if (_progress.Stop != StopReason.None)
            {
                if (!TryStartNotRun()) return;
                continue;
            }
            if (IsPaused) return;
            if (!TryStartBatch()) return;
        }
    }

    private void ShowProgress()
    {
        _progress.Status = IsPaused ? JobStatus.Paused : JobStatus.Running;
        _context.SetCustomStatus(_progress);
    }

    private void StartCommit()
    {
        if (_commit is not null) return;
        if (_progress.Lanes is { } lanes)
        {
            StartMerge(lanes);
            return;
        }
        if (!_order.HasNext) return;
        if (_lanes.Count > 0 && _context.CurrentUtcDateTime < _nextCommitAt)
        {
            if (_commitWait is not null) return;
            _commitWait = _context.CreateTimer(_nextCommitAt, _ended.Token);
            _progress.Work = _progress.Work.WithEvents(2);
            return;
        }
        _nextCommitAt = _context.CurrentUtcDateTime + s_betweenCommits;
        var parts = _order.TakeNext(MaxPartsPerCommit);
        _commitTo = _progress.CommittedIndex + parts.Sum(part => part.Count);
        _commit = _context.CallActivityAsync<long>(
            ActivityNames.CommitResults, new CommitInput(JobId, _progress.ResultsLength, parts, _done), RetryPolicies.Storage);
        _committing = parts;
        _progress.Work = _progress.Work.WithActivities(1);
    }

    private async Task<JobProgress> FinishAsync()
    {
        _progress.FinishedAt = Now(_context);
        // The manifest, and the start of the callback.
        _progress.Work = _progress.Work.WithActivities(_job.CallbackUrl is null ? 1 : 2);
        _progress.Status = FinalStatus();
        var finish = new FinishInput(JobId, _job with { Urls = null, Progress = null, Done = null }, _progress, HasOnlyParts ? _done ?? [] : null);
        await _context.CallActivityAsync(ActivityNames.FinishJob, finish, RetryPolicies.Storage);
        return _progress;
    }

    private JobStatus FinalStatus() => _progress.Stop switch
    {
        StopReason.Cancelled => JobStatus.Cancelled,
        StopReason.TooManyFailures or StopReason.Platform => JobStatus.Failed,
        _ => _progress.NotOk == 0 ? JobStatus.Succeeded : JobStatus.Partial,
    };
}
