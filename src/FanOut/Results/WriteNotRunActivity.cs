using System.Buffers;
using System.Text.Json;
using FanOut.Fetching;
using FanOut.Orchestration;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Results;

/// <summary>Stores the records of URLs that are not fetched any more.</summary>
public sealed class WriteNotRunActivity(PartStore parts, InputReader input)
{
    [Function(ActivityNames.WriteNotRun)]
    public async Task<BatchResult> RunAsync([ActivityTrigger] NotRunInput request, CancellationToken cancellationToken)
    {
        var (slice, outcome) = request;
        var lines = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(lines);
        var index = slice.First;
        await foreach (var line in input.ReadAsync(slice, cancellationToken))
        {
            json.Reset();
            JsonSerializer.Serialize(json, new FetchRecord { Index = index++, SourceIndex = line.Source, Url = line.Url, Outcome = outcome }, ResultsJson.Default.FetchRecord);
            lines.Write("\n"u8);
        }
        var part = new Part(slice.First, slice.Count, lines.WrittenCount);
        await parts.WriteAsync(slice.JobId, part, lines.WrittenMemory, cancellationToken);
        return new BatchResult { Part = part, Outcomes = new Dictionary<Outcome, int> { [outcome] = slice.Count } };
    }
}
