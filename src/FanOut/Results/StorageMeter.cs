using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace FanOut.Results;

/// <summary>
/// Counts requests to storage and the bytes of their bodies: the app's own as part of their pipeline, and the durable
/// engine's from its meter where it runs in this process. Tells also when storage has last answered the app.
/// </summary>
public sealed class StorageMeter : HttpPipelineSynchronousPolicy, IDisposable
{
    private const string EngineMeter = "FunctionsEmulator.Storage";

    private readonly ConcurrentDictionary<string, (long Operations, long Bytes)> _starts = new(StringComparer.Ordinal);
    private readonly MeterListener _engine = new();
    private readonly TimeProvider _clock;
    private long _operations;
    private long _bytes;
    private long _answeredAt = long.MinValue;

    public StorageMeter(TimeProvider clock)
    {
        _clock = clock;
        _engine.InstrumentPublished = (instrument, listener) =>
        {
            if (string.Equals(instrument.Meter.Name, EngineMeter, StringComparison.Ordinal)) listener.EnableMeasurementEvents(instrument);
        };
        _engine.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
            Interlocked.Add(ref instrument.Name.EndsWith("operations", StringComparison.Ordinal) ? ref _operations : ref _bytes, value));
        _engine.Start();
    }

    /// <summary>What was counted since this process began.</summary>
    public (long Operations, long Bytes) Total => (Interlocked.Read(ref _operations), Interlocked.Read(ref _bytes));

    /// <summary>Remembers, for a job that there is now, where <see cref="Total"/> stood before anything was done for it.</summary>
    public void Begin(string jobId, (long Operations, long Bytes) total) => _starts.TryAdd(jobId, total);

    /// <summary>What was counted since a job began, or since this process did, if that was later.</summary>
    public (long Operations, long Bytes) Since(string jobId)
    {
        var (start, now) = (_starts.GetValueOrDefault(jobId), Total);
        return (now.Operations - start.Operations, now.Bytes - start.Bytes);
    }

    public void Forget(string jobId) => _starts.TryRemove(jobId, out _);

    public override void OnSendingRequest(HttpMessage message)
    {
        Interlocked.Increment(ref _operations);
        if (message.Request.Content?.TryComputeLength(out var length) == true) Interlocked.Add(ref _bytes, length);
    }

    /// <summary>Whether storage has answered the app, with anything but a failure of its own, not longer ago than this.</summary>
    public bool HasAnsweredWithin(TimeSpan time) => Volatile.Read(ref _answeredAt) is > long.MinValue and var at && _clock.GetElapsedTime(at) <= time;

    public override void OnReceivedResponse(HttpMessage message)
    {
        if (message.Response.Status < 500) Volatile.Write(ref _answeredAt, _clock.GetTimestamp());
        if (message.Request.Method == RequestMethod.Get && message.Response.Headers.ContentLength is { } length) Interlocked.Add(ref _bytes, length);
    }

    public void Dispose() => _engine.Dispose();
}
