using FanOut.Orchestration;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Control;

/// <summary>A job's own look at its control blob, and its own word there.</summary>
public sealed class ControlActivities(ControlStore control)
{
    [Function(ActivityNames.ReadControl)]
    public Task<JobControl> ReadAsync([ActivityTrigger] string jobId, CancellationToken cancellationToken) => control.ReadAsync(jobId, cancellationToken);

    [Function(ActivityNames.StopFetches)]
    public Task StopFetchesAsync([ActivityTrigger] string jobId, CancellationToken cancellationToken) =>
        control.UpdateAsync(jobId, state => state with { Stopped = true }, cancellationToken);
}
