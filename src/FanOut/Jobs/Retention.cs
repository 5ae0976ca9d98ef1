using System.Diagnostics;
using DurableTask.Core.Exceptions;
using FanOut.Fetching;
using FanOut.Orchestration;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FanOut.Jobs;

/// <summary>Sees to it that old jobs are purged where the app is set to; from then on the durable engine keeps it going.</summary>
public sealed partial class Retention(IOptions<JobSettings> settings, ILogger<Retention> log)
{
    private volatile bool _runs;

    /// <summary>Called when a job starts. What goes wrong here is no fault of that job: the next one tries again.</summary>
    public async Task EnsureRunningAsync(DurableTaskClient client)
    {
        if (_runs || settings.Value.RetentionDays is null) return;
        try
        {
            if (await client.GetInstanceAsync(RetentionOrchestrator.InstanceId) is not { IsCompleted: false })
            {
                // It outlives the job whose request found it missing, and is no part of that job's trace.
                Activity.Current = null;
                await client.ScheduleNewOrchestrationInstanceAsync(
                    RetentionOrchestrator.Name, new StartOrchestrationOptions(InstanceId: RetentionOrchestrator.InstanceId));
            }
            _runs = true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            _runs = true;
        }
        catch (Exception e)
        {
            LogNotStarted(log, ErrorLine.Clean(e.Message));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The purge of old jobs could not be started: {Reason}")]
    private static partial void LogNotStarted(ILogger log, string reason);
}
