using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace FanOut.Results;

/// <summary>Reads of blobs that need not be there: null when they are not.</summary>
internal static class BlobReads
{
    public static Task<BlobDownloadStreamingResult?> TryOpenAsync(BlobBaseClient blob, CancellationToken cancellationToken) =>
        TryAsync(blob.DownloadStreamingAsync(new BlobDownloadOptions(), cancellationToken));

    /// <summary>What is known of a blob, without its content.</summary>
    public static Task<BlobProperties?> TryLookAsync(BlobBaseClient blob, CancellationToken cancellationToken) =>
        TryAsync(blob.GetPropertiesAsync(cancellationToken: cancellationToken));

    /// <summary>A small blob, whole.</summary>
    public static Task<BlobDownloadResult?> TryReadAsync(BlobBaseClient blob, CancellationToken cancellationToken) =>
        TryAsync(blob.DownloadContentAsync(cancellationToken));

    private static async Task<T?> TryAsync<T>(Task<Response<T>> read)
        where T : class
    {
        try
        {
            return (await read).Value;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }
}
