using System.Security.Cryptography;
using System.Text.Json;

namespace FanOut.Results;

/// <summary>What a manifest tells of results.ndjson, gathered in one pass over its bytes and small however long it is.</summary>
public sealed class ResultsDigest : IDisposable
{
    /// <summary>Distinct hosts that are counted; those that come later are left out of the manifest.</summary>
    private const int MaxHosts = 10_000;

    private const int HostsShown = 50;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly DurationHistogram _durations = new();
    private readonly Dictionary<string, int> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly MemoryStream _tornLine = new();

    /// <summary>How many bytes have been taken in.</summary>
    public long Position { get; private set; }

    /// <summary>Takes in the bytes that follow; they may end within a line.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Position += bytes.Length;
        while (bytes.IndexOf((byte)'\n') is var length and >= 0)
        {
            if (_tornLine.Length == 0)
            {
                AddLine(bytes[..length]);
            }
            else
            {
                _tornLine.Write(bytes[..length]);
                AddLine(_tornLine.GetBuffer().AsSpan(0, (int)_tornLine.Length));
                _tornLine.SetLength(0);
            }
            bytes = bytes[(length + 1)..];
        }
        _tornLine.Write(bytes);
    }

    /// <summary>Lower-case hexadecimal SHA-256 of all bytes so far.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Of the fetches that were tried, in milliseconds; null when there were none.</summary>
    public DurationPercentiles? Durations() => _durations.Percentiles();

    /// <summary>The hosts with the most URLs.</summary>
    public IReadOnlyDictionary<string, int> TopHosts() =>
        _hosts.OrderByDescending(host => host.Value).ThenBy(host => host.Key, StringComparer.Ordinal).Take(HostsShown)
            .ToDictionary(host => host.Key, host => host.Value, StringComparer.Ordinal);

    public void Dispose()
    {
        _hash.Dispose();
        _tornLine.Dispose();
    }

    private void AddLine(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        string? url = null;
        var attempts = 0;
        var duration = 0.0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("url"u8))
            {
                reader.Read();
                url = reader.GetString();
            }
            else if (reader.ValueTextEquals("attempts"u8))
            {
                reader.Read();
                attempts = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("durationMs"u8))
            {
                reader.Read();
                duration = reader.GetDouble();
                break;
            }
            else
            {
                reader.Skip();
            }
        }
        if (attempts > 0) _durations.Add(duration);
        if (url is not null && Uri.TryCreate(url, UriKind.Absolute, out var uri)) AddHost(uri.IsDefaultPort ? uri.Host : uri.Authority);
    }

    private void AddHost(string host)
    {
        if (_hosts.TryGetValue(host, out var count)) _hosts[host] = count + 1;
        else if (_hosts.Count < MaxHosts) _hosts[host] = 1;
    }
}
