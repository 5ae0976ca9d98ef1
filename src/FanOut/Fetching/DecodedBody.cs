namespace FanOut.Fetching;

/// <summary>A body on its way from what was sent to what it says.</summary>
internal sealed class DecodedBody : IDisposable
{
    /// <summary>What encoding may add to a body that it does not shrink.</summary>
    private const int EncodingOverheadBytes = 64 * 1024;

    private readonly BoundedStream? _sent;

    private DecodedBody(Stream decoded, BoundedStream? sent) => (Decoded, _sent) = (decoded, sent);

    public Stream Decoded { get; }

    public static async ValueTask<DecodedBody> OpenAsync(Stream body, string? encoding, int maxBodyBytes, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(encoding))
        {
            return new DecodedBody(body, null);
        }

        var limit = (long)maxBodyBytes + EncodingOverheadBytes;
        var sent = new BoundedStream(body, limit);
        return new DecodedBody(await ContentDecoding.DecodeAsync(sent, encoding, limit, cancellationToken), sent);
    }

    /// <summary>Reads what a decoder leaves, since the connection may yet break off; null when nothing was decoded.</summary>
    /// <returns>How many bytes were sent.</returns>
    public async ValueTask<long?> FinishAsync(CancellationToken cancellationToken)
    {
        if (_sent is null)
        {
            return null;
        }

        await _sent.CopyToAsync(Stream.Null, cancellationToken);
        return _sent.Count;
    }

    public void Dispose()
    {
        Decoded.Dispose();
        _sent?.Dispose();
    }
}
