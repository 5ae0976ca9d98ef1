using System.Collections.Concurrent;
using System.Diagnostics;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>A trace of one's own, and every span that ends in it.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;
    private readonly Activity _root;

    public RecordedSpans(params string[] sources)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name, StringComparer.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
    }

    public Activity Root => _root;

    public IReadOnlyList<Activity> Ended => [.. _ended.Where(span => span.TraceId == _root.TraceId)];

    public IReadOnlyList<Activity> Named(string name) => [.. Ended.Where(span => string.Equals(span.DisplayName, name, StringComparison.Ordinal))];

    public Activity Single(string name) => Assert.Single(Named(name));

    public void Dispose()
    {
        _root.Dispose();
        _listener.Dispose();
    }
}
