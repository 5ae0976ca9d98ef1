using System.Buffers;
using System.Text.Json;
using FanOut.Fetching;
using FanOut.Orchestration;
using FanOut.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Results;

/// <summary>Stores the records of a batch under a name of its own, so that doing it again changes nothing.</summary>
public sealed class WriteBatchActivity(PartStore parts, LanePartStore laneParts, WholeResults whole, RecordStore records, FetchMetrics metrics, TimeProvider clock)
{
    [Function(ActivityNames.WriteBatch)]
    public async Task<BatchResult> RunAsync([ActivityTrigger] BatchRecords batch, CancellationToken cancellationToken)
    {
        var lines = new ArrayBufferWriter<byte>(batch.Records.Count * 512);
        await using var json = new Utf8JsonWriter(lines, ResultsJson.Lines);
        var outcomes = new Dictionary<Outcome, int>();
        long bytes = 0;
        foreach (var record in batch.Records)
        {
            if (record.IsStored)
            {
                lines.Write((await records.ReadAsync(batch.JobId, record, cancellationToken)).Span);
            }
            else
            {
                json.Reset();
                JsonSerializer.Serialize(json, record, ResultsJson.Default.FetchRecord);
            }
            lines.Write("\n"u8);
            outcomes[record.Outcome] = outcomes.GetValueOrDefault(record.Outcome) + 1;
            bytes += record.Bytes;
        }
        var last = batch.Records[^1].Index;
        var part = new Part(batch.First, batch.Records.Count, lines.WrittenCount);
        var result = new BatchResult { Part = part, Outcomes = outcomes, Bytes = bytes, LastIndex = last };
        if (batch.IsWholeJob) result = await whole.WriteAsync(batch.JobId, result, lines.WrittenMemory, cancellationToken);
        else if (batch.OnLane) await laneParts.WriteAsync(batch.JobId, new LanePart(batch.First, last), lines.WrittenMemory, cancellationToken);
        else await parts.WriteAsync(batch.JobId, part, lines.WrittenMemory, cancellationToken);
        metrics.BatchStored(batch.Records.Min(record => record.StartedAt), clock.GetUtcNow());
        return result;
    }
}
