using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Mvc;

namespace FanOut.Results.Downloads;

/// <summary>Streams results in another form than that in storage: filtered, converted, compressed.</summary>
internal sealed class ConvertedResult(BlobDownloadStreamingResult? blob, ResultsQuery query, bool gzip) : IActionResult
{
    /// <summary>Read at once, and about what is sent at once.</summary>
    private const int BufferBytes = 128 * 1024;

    private readonly OutcomeFilter _filter = new(query.Outcomes);

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        using (blob)
        {
            await using var zipped = gzip ? new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true) : null;
            var output = PipeWriter.Create(zipped ?? http.Response.Body, new StreamPipeWriterOptions(minimumBufferSize: BufferBytes, leaveOpen: true));
            IRecordWriter writer = query.Format switch
            {
                ResultsFormat.Csv => new CsvRecordWriter(output),
                ResultsFormat.Json => new JsonArrayWriter(output),
                _ => new NdjsonWriter(output),
            };
            http.Response.ContentType = query.ContentType;
            await WriteAsync(writer, output, http.RequestAborted);
            await output.CompleteAsync();
        }
    }

    private async Task WriteAsync(IRecordWriter writer, PipeWriter output, CancellationToken cancellationToken)
    {
        writer.Begin();
        if (blob is not null)
        {
            var input = PipeReader.Create(blob.Content, new StreamPipeReaderOptions(bufferSize: BufferBytes, minimumReadSize: BufferBytes / 2, leaveOpen: true));
            while (true)
            {
                var read = await input.ReadAsync(cancellationToken);
                var rest = read.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    WriteRecord(writer, rest.Slice(0, end));
                    rest = rest.Slice(rest.GetPosition(1, end));
                    if (output.UnflushedBytes >= BufferBytes) await output.FlushAsync(cancellationToken);
                }
                input.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted) break;
                // What has come is shown, however slowly the rest follows.
                await output.FlushAsync(cancellationToken);
            }
            await input.CompleteAsync();
        }
        writer.End();
        await output.FlushAsync(cancellationToken);
    }

    private void WriteRecord(IRecordWriter writer, ReadOnlySequence<byte> line)
    {
        if (line.IsSingleSegment)
        {
            if (_filter.Takes(line.FirstSpan)) writer.Write(line.FirstSpan);
            return;
        }
        var length = (int)line.Length;
        var joined = ArrayPool<byte>.Shared.Rent(length);
        line.CopyTo(joined);
        if (_filter.Takes(joined.AsSpan(0, length))) writer.Write(joined.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(joined);
    }
}
