using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using FanOut.Results;
using Microsoft.AspNetCore.Http;

namespace FanOut.Jobs;

/// <summary>Idempotency keys that callers gave, each in a blob of its own as long as its job is there.</summary>
public sealed class IdempotencyKeys(JobBlobs blobs)
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;

    /// <summary>The hash of a request's key, or null when it has none.</summary>
    /// <exception cref="JobRequestException">The key is not one.</exception>
    public static string? Hash(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values)) return null;
        var key = values.Count == 1 ? values.ToString() : "";
        if (key.Length is 0 or > MaxLength || key.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new JobRequestErrors().Fatal(Header, $"Must be one value of 1 to {MaxLength} printable ASCII characters, such as a UUID.");
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));
    }

    /// <summary>Takes a key for a job, unless it is held: of any number of callers at once, one takes it.</summary>
    /// <returns>The job that holds the key.</returns>
    public async Task<KeyedJob> TakeAsync(string keyHash, KeyedJob job, CancellationToken cancellationToken)
    {
        var blob = blobs.Key(keyHash);
        while (true)
        {
            try
            {
                await blob.UploadAsync(
                    BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(job, JobJson.Default.KeyedJob)), overwrite: false, cancellationToken);
                return job;
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
            {
                if (await FindAsync(keyHash, cancellationToken) is { } held) return held;
                // It was purged in between, and is free.
            }
        }
    }

    public async Task<bool> IsHeldAsync(string keyHash, CancellationToken cancellationToken) => await blobs.Key(keyHash).ExistsAsync(cancellationToken);

    /// <summary>The job that holds the key; null when it is free.</summary>
    public async Task<KeyedJob?> FindAsync(string keyHash, CancellationToken cancellationToken) =>
        await BlobReads.TryReadAsync(blobs.Key(keyHash), cancellationToken) is { } held ? JsonSerializer.Deserialize(held.Content, JobJson.Default.KeyedJob) : null;

    public Task ReleaseAsync(string keyHash) => blobs.Key(keyHash).DeleteIfExistsAsync();
}
