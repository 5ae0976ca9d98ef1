namespace FanOut.Orchestration;

/// <content>
/// A cap per second is a timetable: each batch is given the time that follows that of the batch before, and its fetches
/// keep to it, wherever they run.
/// </content>
internal sealed partial class JobRun
{
    /// <summary>Time that one batch may fill: its fetches wait for their moment within their activities.</summary>
    private static readonly TimeSpan s_longestBatch = TimeSpan.FromSeconds(60);

    /// <summary>How far ahead of its time a batch starts: a batch first tells of its last fifth, which is shorter than this.</summary>
    private static readonly TimeSpan s_ahead = TimeSpan.FromSeconds(15);

    private bool IsAheadOfPace() => _lanes.Count > 0 && _progress.PaceAt > _context.CurrentUtcDateTime + s_ahead;

    private int PacedBatchSize(int batchSize) => _job.Options.MaxPerSecond is { } rate
        ? (int)Math.Clamp(rate * s_longestBatch.TotalSeconds, 1, batchSize)
        : batchSize;

    private BatchPace? NextPace(int count)
    {
        if (_job.Options.MaxPerSecond is not { } rate) return null;
        var now = _context.CurrentUtcDateTime;
        var start = _progress.PaceAt > now ? _progress.PaceAt.Value : now;
        var pace = new BatchPace(start, 1 / rate);
        _progress.PaceAt = pace.At(count);
        return pace;
    }
}
