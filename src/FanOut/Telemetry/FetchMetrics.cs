using System.Diagnostics.Metrics;
using FanOut.Fetching;
using FanOut.Fetching.Robots;

namespace FanOut.Telemetry;

/// <summary>The app's metrics. No tag of theirs comes from a URL: their values would be without number.</summary>
public sealed class FetchMetrics
{
    public const string MeterName = "FanOut";

    private const string OutcomeTag = "fanout.outcome";

    private readonly Counter<long> _fetches;
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<double> _fetchDuration;
    private readonly Histogram<double> _batchDuration;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _refusals;

    public FetchMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _fetches = meter.CreateCounter<long>("fanout.fetches", "{fetch}", "Fetches that have ended, by outcome.");
        _active = meter.CreateUpDownCounter<long>("fanout.fetch.active", "{fetch}", "Fetches in flight.");
        _fetchDuration = meter.CreateHistogram("fanout.fetch.duration", "s", "From a fetch's start to its end, all attempts.", advice: Seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300));
        _batchDuration = meter.CreateHistogram("fanout.batch.duration", "s", "From the start of a batch's first fetch until its records are stored.", advice: Seconds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900));
        _bytes = meter.CreateCounter<long>("fanout.fetch.body.size", "By", "Decoded bytes of the bodies that were read.");
        _retries = meter.CreateCounter<long>("fanout.fetch.retries", "{retry}", "Attempts after the first.");
        _refusals = meter.CreateCounter<long>("fanout.guard.refusals", "{refusal}", "Fetches that the egress guard ended.");
    }

    public void FetchStarted() => _active.Add(1);

    /// <summary>However it ended, be it that the host stops.</summary>
    public void FetchLeft() => _active.Add(-1);

    public void FetchEnded(FetchRecord record)
    {
        var outcome = new KeyValuePair<string, object?>(OutcomeTag, OutcomeNames.Of(record.Outcome));
        _fetches.Add(1, outcome);
        if (record.Attempts > 0) _fetchDuration.Record(record.DurationMs / 1000, outcome);
        if (record.Bytes > 0) _bytes.Add(record.Bytes);
        if (record.Attempts > 1) _retries.Add(record.Attempts - 1);
        if (record.Outcome is Outcome.Blocked && !RobotsAnswer.Refused(record)) _refusals.Add(1);
    }

    /// <param name="firstFetch">When the batch's first fetch began; null when none has.</param>
    /// <param name="stored">When its records were stored.</param>
    public void BatchStored(DateTimeOffset? firstFetch, DateTimeOffset stored)
    {
        if (firstFetch is { } began) _batchDuration.Record(Math.Max(0, (stored - began).TotalSeconds));
    }

    private static InstrumentAdvice<double> Seconds(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
