namespace FanOut.Jobs;

/// <summary>The list of a job's URLs as it is read: counts them, and ends reading where there are too many.</summary>
internal sealed class UrlList(UrlSink sink, JobRequestErrors errors, int maxUrls)
{
    public const string Field = "urls";

    private int _count;

    public void Add(ReadOnlySpan<byte> utf8Url)
    {
        Count();
        // Of a request with an error nothing is kept.
        if (!errors.Any) sink.Add(utf8Url);
    }

    public void AddInvalid(string error) => errors.Add($"{Field}[{Count()}]", error);

    public void End()
    {
        if (_count == 0) errors.Add(Field, "Must hold at least one URL.");
    }

    private int Count()
    {
        if (_count == maxUrls) throw errors.Fatal(Field, $"Must hold at most {maxUrls} URLs. Send the list as several jobs.");
        return _count++;
    }
}
