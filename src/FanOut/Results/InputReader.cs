using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using FanOut.Orchestration;

namespace FanOut.Results;

/// <summary>Reads slices of a job's input.</summary>
public sealed class InputReader(JobBlobs blobs, InputChunks chunks)
{
    private const int LineEndBytes = 1;

    /// <summary>The lines of a slice, read as they are asked for.</summary>
    public async IAsyncEnumerable<InputLine> ReadAsync(Slice slice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var content = slice.Lane is { } lane
            ? await OpenLaneAsync(slice, lane, cancellationToken)
            : new InputChunkStream(chunks, slice.JobId, slice.Offset, slice.Length);
        using var reader = new StreamReader(content);
        for (var i = 0; i < slice.Skip + slice.Count; i++)
        {
            var line = await reader.ReadLineAsync(cancellationToken)
                ?? throw new InvalidDataException($"The input of job {slice.JobId} ends before line {slice.First + i - slice.Skip}.");
            if (i < slice.Skip) continue;
            yield return JsonSerializer.Deserialize(line, ResultsJson.Default.InputLine)! with { Bytes = Encoding.UTF8.GetByteCount(line) + LineEndBytes };
        }
    }

    /// <summary>A lane is read from where it goes on, as far as it is asked for.</summary>
    private async Task<Stream> OpenLaneAsync(Slice slice, int lane, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(slice.Offset) };
        return (await blobs.Lane(slice.JobId, lane).DownloadStreamingAsync(options, cancellationToken)).Value.Content;
    }
}
