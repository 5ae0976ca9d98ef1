namespace FanOut.Fetching;

/// <summary>A stream that is read through this one, and goes with it.</summary>
internal abstract class WrappedStream(Stream inner) : ReadOnceStream
{
    protected Stream Inner => inner;

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
