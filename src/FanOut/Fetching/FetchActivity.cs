using FanOut.Control;
using FanOut.Orchestration;
using FanOut.Results;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Fetching;

/// <summary>Fetches one URL. What a site does is data: this throws only when the platform fails.</summary>
public sealed class FetchActivity(Fetcher fetcher, ControlWatcher control, RecordStore records)
{
    [Function(ActivityNames.Fetch)]
    public async Task<FetchRecord> RunAsync([ActivityTrigger] FetchRequest request, CancellationToken hostStopping)
    {
        using var watching = control.Enter(request.JobId);
        var record = await fetcher.FetchAsync(request, watching.Stopped, hostStopping);
        return record.Text is null && record.Json is null ? record : await records.ShortenAsync(request, record, hostStopping);
    }
}
