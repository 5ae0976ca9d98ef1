using Microsoft.Extensions.Logging;

namespace FanOut.Jobs;

/// <summary>The lines by which an operator follows jobs. Alerts look for their words (infra/modules/alerts.bicep).</summary>
internal static partial class JobLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} accepted: {Total} URLs")]
    public static partial void Accepted(ILogger log, string jobId, int total);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} goes on: {Bytes} bytes of results are stored")]
    public static partial void GoesOn(ILogger log, string jobId, long bytes);

    [LoggerMessage(Message = "Job {JobId} ended as {Status}: {Done} of {Total} URLs have their record")]
    public static partial void Ended(ILogger log, LogLevel level, string jobId, JobStatus status, int done, int total);
}
