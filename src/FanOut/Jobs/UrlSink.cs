using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace FanOut.Jobs;

/// <summary>
/// Takes a job's URLs and leaves those that it keeps as lines. `dedupe` may stand after the list in a JSON body. Until
/// the first duplicate both answers are the same file, so lines go straight through; only what follows that duplicate is
/// spooled until the body has ended. What this costs is a hash of each URL (36 bytes in its set) as long as `dedupe` may be true.
/// </summary>
internal sealed class UrlSink(Stream urlLines) : IDisposable
{
    private readonly UrlLineWriter _lines = new(urlLines);
    private readonly HashSet<UInt128> _seen = [];
    private UrlSpool? _spool;

    /// <summary>Null as long as it is not known.</summary>
    public bool? Dedupe { get; set; }

    public bool NeedsFlush => (_spool?.Lines ?? _lines).NeedsFlush;

    public void Add(ReadOnlySpan<byte> utf8Url)
    {
        var duplicate = Dedupe != false && !_seen.Add(Hash(utf8Url));
        if (Dedupe is null && (duplicate || _spool is not null))
            (_spool ??= new UrlSpool(Path.GetTempPath())).Add(utf8Url, duplicate);
        else if (!duplicate)
            _lines.Write(utf8Url);
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken) => (_spool?.Lines ?? _lines).FlushAsync(cancellationToken);

    public async Task<(int Total, LineIndex Index)> CompleteAsync(bool dedupe, CancellationToken cancellationToken)
    {
        if (_spool is not null) await _spool.MoveToAsync(_lines, withDuplicates: !dedupe, cancellationToken);
        var index = await _lines.CompleteAsync(cancellationToken);
        return (_lines.Lines, index);
    }

    public void Dispose()
    {
        _spool?.Dispose();
        _lines.Dispose();
    }

    // Lists may hold links found on hostile pages: with a hash that can be collided on purpose, one would remove another.
    private static UInt128 Hash(ReadOnlySpan<byte> utf8Url)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8Url, hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
