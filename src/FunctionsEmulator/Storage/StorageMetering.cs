using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace FunctionsEmulator.Storage;

/// <summary>
/// Counts the engine's requests to storage and the bytes of their bodies, as the counters <c>storage.operations</c> and
/// <c>storage.bytes</c> of the meter <c>FunctionsEmulator.Storage</c>.
/// </summary>
internal sealed class StorageMetering : HttpPipelineSynchronousPolicy, IDisposable
{
    private readonly Meter _meter = new("FunctionsEmulator.Storage");
    private readonly Counter<long> _operations;
    private readonly Counter<long> _bytes;

    public StorageMetering()
    {
        _operations = _meter.CreateCounter<long>("storage.operations", "{request}", "Requests that the durable engine sent to storage.");
        _bytes = _meter.CreateCounter<long>("storage.bytes", "By", "Bytes of bodies that the durable engine sent to storage or read from it.");
    }

    public override void OnSendingRequest(HttpMessage message)
    {
        _operations.Add(1);
        if (message.Request.Content?.TryComputeLength(out var length) == true) _bytes.Add(length);
    }

    public override void OnReceivedResponse(HttpMessage message)
    {
        if (message.Request.Method == RequestMethod.Get && message.Response.Headers.ContentLength is { } length) _bytes.Add(length);
    }

    public void Dispose() => _meter.Dispose();
}
