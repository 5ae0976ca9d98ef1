using FanOut.Cli.Jobs;

namespace FanOut.Cli.Output;

/// <summary>What is said of a job at its end.</summary>
internal static class Summary
{
    public static void Write(TextWriter output, JobSnapshot job, string whereResultsAre)
    {
        var seconds = TimeSpan.FromMilliseconds(job.ElapsedMs).TotalSeconds;
        output.WriteLine($"Job {job.Id} {job.Status} in {seconds:0.0} s: {job.Done:N0} of {job.Total:N0} URLs, {JobText.Rate(job)}, {JobText.Bytes(job.Bytes)}");
        if (job.Outcomes.Count > 0)
            output.WriteLine($"Outcomes: {JobText.Outcomes(job)}");
        if (job.Error is { Length: > 0 } error)
            output.WriteLine($"Error: {error}");
        if (job.Callback is { } callback)
            output.WriteLine($"Callback: {callback.Status} (attempts: {callback.Attempts}){(callback.LastError is { } reason ? $": {reason}" : "")}");
        output.WriteLine($"Results: {whereResultsAre}");
    }
}
