using HdrHistogram;

namespace FanOut.Results;

/// <summary>The durations of a job's fetches, for their percentiles: small however many there are, and smaller for a few.</summary>
internal sealed class DurationHistogram
{
    private const long MaxMicroseconds = 3_600_000_000;
    private const int SignificantDigits = 3;

    /// <summary>So many are kept as they are. A histogram takes 188 KB, however few it holds.</summary>
    private const int MaxListed = 1_000;

    private readonly List<long> _listed = [];
    private LongHistogram? _histogram;

    public void Add(double milliseconds)
    {
        var microseconds = Math.Clamp((long)(milliseconds * 1000), 0, MaxMicroseconds);
        if (_histogram is null && _listed.Count == MaxListed)
        {
            _histogram = new LongHistogram(MaxMicroseconds, SignificantDigits);
            foreach (var earlier in _listed) _histogram.RecordValue(earlier);
            _listed.Clear();
        }
        if (_histogram is null) _listed.Add(microseconds);
        else _histogram.RecordValue(microseconds);
    }

    /// <summary>In milliseconds; null when there are none.</summary>
    public DurationPercentiles? Percentiles()
    {
        if (_histogram is null && _listed.Count == 0) return null;
        _listed.Sort();
        return new DurationPercentiles(Milliseconds(50), Milliseconds(90), Milliseconds(99), Milliseconds(100));
    }

    private double Milliseconds(double percentile)
    {
        var microseconds = _histogram?.GetValueAtPercentile(percentile) ?? _listed[(int)Math.Ceiling(percentile / 100 * _listed.Count) - 1];
        return Math.Round(microseconds / 1000.0, 1);
    }
}
