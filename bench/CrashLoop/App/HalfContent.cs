using Azure.Core;

namespace CrashLoop.App;

/// <summary>A body of which half is sent; then the process is no more.</summary>
internal sealed class HalfContent(RequestContent whole) : RequestContent
{
    public override async Task WriteToAsync(Stream stream, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await whole.WriteToAsync(bytes, cancellation);
        await stream.WriteAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length / 2), cancellation);
        await stream.FlushAsync(cancellation);
        Killer.Kill();
    }

    public override void WriteTo(Stream stream, CancellationToken cancellation) => throw new NotSupportedException("The app uploads asynchronously.");

    public override bool TryComputeLength(out long length) => whole.TryComputeLength(out length);

    public override void Dispose() => whole.Dispose();
}
