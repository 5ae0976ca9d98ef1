using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FanOut.Control;
using FanOut.Fetching;
using FanOut.Results;
using FanOut.Telemetry;
using FanOut.Tests.Control;
using Microsoft.Extensions.Logging.Abstractions;

namespace FanOut.Tests.Telemetry;

/// <summary>The real Fetch activity, and all that it measures and tells of its fetches.</summary>
internal sealed class ObservedFetches : IDisposable
{
    private readonly StubBlobService _blobs = new();
    private readonly IMeterFactory _meters = TestMetrics.Meters();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> _measured = new();
    private readonly FetchTransport _transport;
    private readonly FetchActivity _fetch;

    public ObservedFetches(string networks = "127.0.0.0/8")
    {
        var settings = new FetchSettings { AllowedNetworks = networks, AllowedPorts = "*" };
        var names = new SystemHostResolver();
        var guard = new EgressGuard(EgressRules.Parse(settings), new OwnEndpoints(null, [], null, names), names, TimeProvider.System);
        _transport = FetchTransport.Create(guard);
        var fetcher = new Fetcher(_transport, guard, settings, TimeProvider.System);
        var blobs = _blobs.Open();
        var control = new ControlWatcher(new ControlStore(blobs), TimeProvider.System, NullLogger<ControlWatcher>.Instance);
        _fetch = new FetchActivity(fetcher, new FetchPace(TimeProvider.System), control, new RecordStore(blobs), new FetchMetrics(_meters));

        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, _meters)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, tags.ToArray())));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, tags.ToArray())));
        _listener.Start();
    }

    public IReadOnlyList<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> Measured => [.. _measured];

    public double Sum(string name) => Measured.Where(measured => string.Equals(measured.Name, name, StringComparison.Ordinal)).Sum(measured => measured.Value);

    public int Count(string name, string outcome) => Measured.Count(measured =>
        string.Equals(measured.Name, name, StringComparison.Ordinal) && measured.Tags.Contains(new("fanout.outcome", outcome)));

    /// <summary>Fetches under a span of its own, as the engine does, and returns that too.</summary>
    public async Task<(FetchRecord Record, Activity Span)> GetAsync(string url, FetchOptions? options = null)
    {
        using var span = new Activity("activity:Fetch").SetIdFormat(ActivityIdFormat.W3C).Start();
        span.IsAllDataRequested = true;
        var request = new FetchRequest { JobId = "job", Index = 0, Url = url, NotAfter = DateTime.MaxValue, Options = options ?? new FetchOptions { MaxAttempts = 1 } };
        return (await _fetch.RunAsync(request, CancellationToken.None), span);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _transport.Dispose();
        _blobs.Dispose();
        _meters.Dispose();
    }
}
