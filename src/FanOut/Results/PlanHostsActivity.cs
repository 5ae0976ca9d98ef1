using System.Text;
using System.Text.Json;
using FanOut.Jobs;
using FanOut.Orchestration;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Results;

/// <summary>Puts the URLs of a job on lanes, all of a host on one; the list is read and the lanes are written as streams.</summary>
public sealed class PlanHostsActivity(JobBlobs blobs)
{
    [Function(ActivityNames.PlanHosts)]
    public async Task<List<HostLane>> RunAsync([ActivityTrigger] PlanInput plan, CancellationToken cancellationToken)
    {
        var lanes = Enumerable.Range(0, plan.Lanes).Select(lane => new LaneWriter(blobs.Lane(plan.JobId, lane))).ToList();
        try
        {
            using var input = (await blobs.Input(plan.JobId).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
            using var lines = new StreamReader(input.Content, Encoding.UTF8);
            for (var index = 0; await lines.ReadLineAsync(cancellationToken) is { } text; index++)
            {
                var line = JsonSerializer.Deserialize(text, ResultsJson.Default.InputLine)!;
                await lanes[HostPlan.LaneOf(HostKey.Of(line.Url), plan.Lanes)].WriteAsync(line, index, cancellationToken);
            }
            foreach (var lane in lanes) await lane.CommitAsync(cancellationToken);
            return [.. lanes.Select(lane => new HostLane { Count = lane.Count, From = lane.First })];
        }
        finally
        {
            foreach (var lane in lanes) await lane.DisposeAsync();
        }
    }
}
