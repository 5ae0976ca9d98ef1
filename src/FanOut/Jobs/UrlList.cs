using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FanOut.Jobs;

/// <summary>The list of a job's URLs as it is read: counts them, and ends reading where there are too many.</summary>
/// <param name="field">Where its errors belong in the caller's request.</param>
internal sealed class UrlList(UrlSink sink, JobRequestErrors errors, int maxUrls, string field = UrlList.Field)
{
    public const string Field = "urls";

    private int _count;

    public void Add(ReadOnlySpan<byte> utf8Url)
    {
        Count();
        // Of a request with an error nothing is kept.
        if (!errors.Any) sink.Add(utf8Url);
    }

    public void Add(string url)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(url.Length));
        Add(utf8.AsSpan(0, Encoding.UTF8.GetBytes(url, utf8)));
        ArrayPool<byte>.Shared.Return(utf8);
    }

    /// <param name="json">At a string.</param>
    public void Add(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
        {
            Add(json.ValueSpan);
            return;
        }
        var scratch = ArrayPool<byte>.Shared.Rent(json.ValueSpan.Length);
        Add(JsonText.Unescape(json.ValueSpan, scratch));
        ArrayPool<byte>.Shared.Return(scratch);
    }

    public void AddInvalid(string error) => errors.Add($"{field}[{Count()}]", error);

    /// <summary>Has what was written stored once it is much: to be called now and then.</summary>
    public ValueTask MakeRoomAsync(CancellationToken cancellationToken) => sink.NeedsFlush ? sink.FlushAsync(cancellationToken) : ValueTask.CompletedTask;

    public void End()
    {
        if (_count == 0) errors.Add(field, "Must hold at least one URL.");
    }

    private int Count()
    {
        if (_count == maxUrls) throw errors.Fatal(field, $"Must hold at most {maxUrls} URLs. Send the list as several jobs.");
        return _count++;
    }
}
