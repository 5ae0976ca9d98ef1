using System.Diagnostics;
using FanOut.Control;
using FanOut.Orchestration;
using FanOut.Results;
using FanOut.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Fetching;

/// <summary>Fetches one URL. What a site does is data: this throws only when the platform fails.</summary>
public sealed class FetchActivity(Fetcher fetcher, FetchPace pace, ControlWatcher control, RecordStore records, FetchMetrics metrics)
{
    [Function(ActivityNames.Fetch)]
    public async Task<FetchRecord> RunAsync([ActivityTrigger] FetchRequest request, CancellationToken hostStopping)
    {
        using var watching = control.Enter(request.JobId);
        try
        {
            await pace.WaitAsync(request, watching.Stopped, hostStopping);
        }
        catch (OperationCanceledException) when (!hostStopping.IsCancellationRequested)
        {
            // The job has stopped: the fetcher says so.
        }
        var record = await FetchAsync(request, watching.Stopped, hostStopping);
        return record.Text is null && record.Json is null ? record : await records.ShortenAsync(request, record, hostStopping);
    }

    private async Task<FetchRecord> FetchAsync(FetchRequest request, CancellationToken jobStopped, CancellationToken hostStopping)
    {
        metrics.FetchStarted();
        try
        {
            var record = await fetcher.FetchAsync(request, jobStopped, hostStopping);
            metrics.FetchEnded(record);
            FetchSpans.Describe(Activity.Current, record);
            return record;
        }
        finally
        {
            metrics.FetchLeft();
        }
    }
}
