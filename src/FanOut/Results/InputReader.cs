using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using FanOut.Orchestration;

namespace FanOut.Results;

/// <summary>Reads slices of a job's input.</summary>
public sealed class InputReader(JobBlobs blobs)
{
    /// <summary>The lines of a slice, read as they are asked for.</summary>
    public async IAsyncEnumerable<InputLine> ReadAsync(Slice slice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(slice.Offset, slice.Length) };
        using var download = (await blobs.Input(slice.JobId).DownloadStreamingAsync(options, cancellationToken)).Value;
        using var reader = new StreamReader(download.Content);
        for (var i = 0; i < slice.Skip + slice.Count; i++)
        {
            var line = await reader.ReadLineAsync(cancellationToken)
                ?? throw new InvalidDataException($"input.ndjson of job {slice.JobId} ends before line {slice.First + i - slice.Skip}.");
            if (i >= slice.Skip) yield return JsonSerializer.Deserialize(line, ResultsJson.Default.InputLine)!;
        }
    }
}
