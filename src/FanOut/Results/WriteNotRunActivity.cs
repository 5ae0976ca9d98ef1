using System.Buffers;
using System.Text.Json;
using FanOut.Fetching;
using FanOut.Orchestration;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Results;

/// <summary>Stores the records of URLs that are not fetched any more.</summary>
public sealed class WriteNotRunActivity(PartStore parts, LanePartStore laneParts, WholeResults whole, InputReader input)
{
    [Function(ActivityNames.WriteNotRun)]
    public async Task<BatchResult> RunAsync([ActivityTrigger] NotRunInput request, CancellationToken cancellationToken)
    {
        var (slice, outcome, isWholeJob) = request;
        var lines = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(lines, ResultsJson.Lines);
        var index = slice.First;
        var (first, last, next) = (slice.First, slice.First, slice.Offset);
        await foreach (var line in input.ReadAsync(slice, cancellationToken))
        {
            json.Reset();
            last = line.Index ?? index++;
            if (lines.WrittenCount == 0) first = last;
            next += line.Bytes;
            JsonSerializer.Serialize(json, new FetchRecord { Index = last, SourceIndex = line.Source, Url = line.Url, Outcome = outcome }, ResultsJson.Default.FetchRecord);
            lines.Write("\n"u8);
        }
        var part = new Part(first, slice.Count, lines.WrittenCount);
        var result = new BatchResult
        {
            Part = part,
            Outcomes = new Dictionary<Outcome, int> { [outcome] = slice.Count },
            LastIndex = last,
            NextOffset = slice.Lane is null ? 0 : next,
        };
        if (isWholeJob) return await whole.WriteAsync(slice.JobId, result, lines.WrittenMemory, cancellationToken);
        if (slice.Lane is null) await parts.WriteAsync(slice.JobId, part, lines.WrittenMemory, cancellationToken);
        else await laneParts.WriteAsync(slice.JobId, new LanePart(first, last), lines.WrittenMemory, cancellationToken);
        return result;
    }
}
