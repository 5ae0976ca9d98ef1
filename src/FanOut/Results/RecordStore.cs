using System.Text.Json;
using Azure.Storage.Blobs.Models;
using FanOut.Fetching;

namespace FanOut.Results;

/// <summary>
/// Keeps what a batch captures from filling histories: a record too long for its share of a message goes to a blob, and
/// only a reference to it goes on.
/// </summary>
public sealed class RecordStore(JobBlobs blobs)
{
    public async Task<FetchRecord> ShortenAsync(FetchRequest request, FetchRecord record, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(record, ResultsJson.Default.FetchRecord);
        if (bytes.Length <= request.Options.MaxRecordBytes) return record;
        await blobs.Record(request.JobId, record.Index).UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, cancellationToken);
        return record with { Text = null, Json = null, IsStored = true };
    }

    /// <summary>The whole record, as it was before it was shortened.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string jobId, FetchRecord record, CancellationToken cancellationToken)
    {
        BlobDownloadResult blob = await blobs.Record(jobId, record.Index).DownloadContentAsync(cancellationToken);
        return blob.Content.ToMemory();
    }
}
