using System.Buffers;
using System.Security.Cryptography;

namespace FanOut.Fetching;

/// <summary>Reads a body to its end, hashing all of it and keeping about as much of its beginning as was asked for.</summary>
internal sealed class BodyBuffer(int keep) : IDisposable
{
    /// <summary>Most pages fit, and are then hashed at one go.</summary>
    private const int FirstBytes = 16 * 1024;
    private const int PassingBytes = 32 * 1024;
    private const int GrowthFactor = 4;

    private byte[] _kept = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _keptLength;
    private byte[]? _passing;
    private IncrementalHash? _hash;

    public long Length { get; private set; }

    /// <summary>The beginning; the whole body when <see cref="Length"/> is no more than what was to be kept.</summary>
    public ReadOnlySpan<byte> Kept => _kept.AsSpan(0, _keptLength);

    /// <summary>False as soon as the body turns out to be longer than <paramref name="maxBytes"/>.</summary>
    public async ValueTask<bool> ReadToEndAsync(Stream body, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(NextWindow(), cancellationToken);
            if (read == 0)
            {
                return true;
            }

            Length += read;
            if (Length > maxBytes)
            {
                return false;
            }

            if (_passing is null)
            {
                _keptLength += read;
            }
            else
            {
                _hash!.AppendData(_passing.AsSpan(0, read));
            }
        }
    }

    public string Sha256()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (_hash is null)
        {
            SHA256.HashData(Kept, digest);
        }
        else
        {
            _hash.GetHashAndReset(digest);
        }

        return Convert.ToHexStringLower(digest);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_kept);
        if (_passing is not null)
        {
            ArrayPool<byte>.Shared.Return(_passing);
        }

        _hash?.Dispose();
    }

    private Memory<byte> NextWindow()
    {
        if (_passing is not null)
        {
            return _passing;
        }

        if (_keptLength < _kept.Length)
        {
            return _kept.AsMemory(_keptLength);
        }

        if (_kept.Length < keep)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Min(keep, _kept.Length * GrowthFactor));
            Kept.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_kept);
            _kept = larger;
            return _kept.AsMemory(_keptLength);
        }

        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _hash.AppendData(Kept);
        return _passing = ArrayPool<byte>.Shared.Rent(PassingBytes);
    }
}
