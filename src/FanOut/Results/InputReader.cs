using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using FanOut.Orchestration;

namespace FanOut.Results;

/// <summary>Reads slices of a job's input.</summary>
public sealed class InputReader(JobBlobs blobs)
{
    private const int LineEndBytes = 1;

    /// <summary>The lines of a slice, read as they are asked for.</summary>
    public async IAsyncEnumerable<InputLine> ReadAsync(Slice slice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A lane is read from where it goes on, as far as it is asked for.
        var (blob, range) = slice.Lane is { } lane
            ? (blobs.Lane(slice.JobId, lane), new HttpRange(slice.Offset))
            : (blobs.Input(slice.JobId), new HttpRange(slice.Offset, slice.Length));
        using var download = (await blob.DownloadStreamingAsync(new BlobDownloadOptions { Range = range }, cancellationToken)).Value;
        using var reader = new StreamReader(download.Content);
        for (var i = 0; i < slice.Skip + slice.Count; i++)
        {
            var line = await reader.ReadLineAsync(cancellationToken)
                ?? throw new InvalidDataException($"{blob.Name} ends before line {slice.First + i - slice.Skip}.");
            if (i < slice.Skip) continue;
            yield return JsonSerializer.Deserialize(line, ResultsJson.Default.InputLine)! with { Bytes = Encoding.UTF8.GetByteCount(line) + LineEndBytes };
        }
    }
}
