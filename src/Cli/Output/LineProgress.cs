using FanOut.Cli.Jobs;

namespace FanOut.Cli.Output;

/// <summary>Progress for a log or a pipe: a plain line when something has changed, and no more than one a second.</summary>
internal sealed class LineProgress(TextWriter output, TimeProvider time) : IJobProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public Task<JobSnapshot> ShowAsync(Func<Action<JobSnapshot>, Task<JobSnapshot>> run)
    {
        var last = "";
        long? writtenAt = null;
        return run(job =>
        {
            if (writtenAt is { } at && time.GetElapsedTime(at) < Interval)
                return;
            var line = $"{job.Status}: {JobText.Progress(job)}";
            if (line.Equals(last, StringComparison.Ordinal))
                return;
            output.WriteLine(line);
            last = line;
            writtenAt = time.GetTimestamp();
        });
    }
}
