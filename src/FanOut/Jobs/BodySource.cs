using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace FanOut.Jobs;

/// <summary>The decoded body of a request: measured against its limit, and hashed, on the way.</summary>
internal sealed class BodySource(Stream body, long limit, JobRequestErrors errors) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _total;

    /// <summary>How large a buffer it takes: for a body that tells its length all of it, and a byte to see its end by.</summary>
    /// <param name="length">In bytes; null is unknown.</param>
    /// <param name="most">In bytes, for any body.</param>
    public static int BufferFor(long? length, int most) => length < most ? (int)length + 1 : most;

    /// <summary>Fills the buffer unless the body ends before; so results cannot depend on how it arrives.</summary>
    public async Task<int> FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = await ReadAsync(buffer, cancellationToken);
        _total += count;
        if (_total > limit) throw JobRequestException.TooLarge(limit);
        _hash.AppendData(buffer.Span[..count]);
        return count;
    }

    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    private async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw errors.Fatal(JobRequestErrors.Body, "Is not valid gzip, as Content-Encoding says.");
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw JobRequestException.TooLarge(limit);
        }
        catch (BadHttpRequestException)
        {
            throw errors.Fatal(JobRequestErrors.Body, "Ended early or is not valid HTTP.");
        }
    }
}
