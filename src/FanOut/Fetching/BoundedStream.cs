namespace FanOut.Fetching;

/// <summary>
/// A body as it was sent, counted before it is decoded: what decodes to nothing can be sent without end.
/// </summary>
internal sealed class BoundedStream(Stream inner, long limit) : WrappedStream(inner)
{
    public long Count { get; private set; }

    /// <exception cref="TooLargeException">More than the limit has been sent.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await Inner.ReadAsync(buffer, cancellationToken);
        Count += read;
        return Count <= limit ? read : throw new TooLargeException($"body longer than {limit} bytes before it is decoded");
    }
}
