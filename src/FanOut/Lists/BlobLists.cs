using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Results;
using Microsoft.Extensions.Options;

namespace FanOut.Lists;

/// <summary>
/// Reads lists from blobs of the app's own storage account. The account also holds what callers must not read, such as keys and
/// the state of the durable engine, so only containers that the settings name are read.
/// </summary>
internal sealed class BlobLists(JobBlobs jobs, IOptions<JobSettings> settings)
{
    private const int MaxLineBytes = 1024 * 1024;
    private const int MaxListBytes = 256 * 1024 * 1024;
    private const string Gzip = "gzip";

    private readonly string[] _containers = JobSettings.Names(settings.Value.ListContainers);

    public async Task ReadAsync(UrlsFrom from, UrlList list, CancellationToken cancellationToken)
    {
        using var blob = await OpenAsync(Find(from), cancellationToken);
        var encoding = blob.Details.ContentEncoding is { Length: > 0 } told ? told : UrlsFromBuilder.IsZipped(from.BlobName) ? Gzip : "";
        try
        {
            await using var decoded = await ContentDecoding.DecodeAsync(blob.Content, encoding, MaxListBytes, cancellationToken);
            await using var body = new ListStream(decoded, MaxListBytes, MaxLineBytes, cancellationToken);
            await (from.Format switch
            {
                ListFormat.Ndjson => NdjsonList.ReadAsync(body, from.Column, list, cancellationToken),
                ListFormat.Csv => CsvList.ReadAsync(body, from.Column, list, cancellationToken),
                _ => new TextBodyReader(body.FillAsync, list).ReadAsync(cancellationToken),
            });
        }
        catch (InvalidDataException)
        {
            throw new ListException($"Is not valid {encoding}, as its name or its Content-Encoding says.");
        }
        catch (TooLargeException e)
        {
            throw new ListException($"Cannot be read: {e.Message}.");
        }
    }

    private BlobClient Find(UrlsFrom from)
    {
        if (!_containers.Contains(from.Container, StringComparer.Ordinal))
        {
            throw new ListException(_containers.Length == 0
                ? "Blobs are not read here: FanOut__ListContainers names no container."
                : $"Is not in a container that lists are read from. Put it in one of these: {string.Join(", ", _containers)}.");
        }
        var blob = jobs.Container.GetParentBlobServiceClient().GetBlobContainerClient(from.Container).GetBlobClient(from.BlobName);
        // A URL takes `..` for the folder above, which would be another container.
        var named = new BlobUriBuilder(blob.Uri);
        if (!string.Equals(named.BlobContainerName, from.Container, StringComparison.Ordinal) || !string.Equals(named.BlobName, from.BlobName, StringComparison.Ordinal))
            throw new ListException("Is not the plain name of a blob.");
        return blob;
    }

    private static async Task<BlobDownloadStreamingResult> OpenAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            return await BlobReads.TryOpenAsync(blob, cancellationToken)
                ?? throw new ListException($"There is no blob '{blob.Name}' in the container '{blob.BlobContainerName}'.");
        }
        catch (RequestFailedException e) when (e.Status is >= 400 and < 500)
        {
            throw new ListException($"Storage does not let it be read: {e.ErrorCode}.");
        }
    }
}
